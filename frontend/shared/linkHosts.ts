/**
 * The hosts that texts may link to: the page's own, and those its operator has listed in
 * `<meta name="kefu-link-hosts" content="help.example www.example">` (hosts, with the port where it
 * is not the usual one, between spaces or commas).
 */

/** @param own the page's own host  @param listed the content of the meta element, if there is one */
export function linkHosts(own: string, listed: string | undefined): ReadonlySet<string> {
  const hosts = [own, ...(listed ?? "").split(/[\s,]+/)];
  return new Set(hosts.filter((host) => host !== "").map((host) => host.toLowerCase()));
}

let ofThisPage: ReadonlySet<string> | undefined;

/** Read once: the element is part of the page as it was served. */
export function pageLinkHosts(): ReadonlySet<string> {
  const meta = () => document.querySelector<HTMLMetaElement>('meta[name="kefu-link-hosts"]');
  ofThisPage ??= linkHosts(location.host, meta()?.content);
  return ofThisPage;
}
