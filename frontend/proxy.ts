/** What a development server leaves to the gateway. */
const gateway = `http://127.0.0.1:${process.env.PORT ?? "8000"}`;

export const proxy = {
  "/api": { target: gateway, ws: true },
  "/dev": gateway,
  "/widget.js": gateway,
};
