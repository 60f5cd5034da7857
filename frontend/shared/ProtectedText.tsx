/** Words with a lock at whatever in them is hidden, and what it is for those who hear them. */
import { LockIcon } from "./icons";
import { protectedParts } from "./protectedParts";

export function ProtectedText({ text }: { text: string }) {
  return protectedParts(text).map((part, index) =>
    part.kind === undefined ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <span key={index} className="protected" title={`${part.kind}，已隐藏`}>
        <LockIcon size={14} />
        <span className="sr-only">已隐藏的{part.kind}：</span>
        {part.text}
      </span>
    ),
  );
}
