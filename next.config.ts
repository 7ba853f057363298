import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify`; a user's machine need not check them again, tests included.
  typescript: { ignoreBuildErrors: true },
  // Native or WASM packages that must stay outside the bundle.
  serverExternalPackages: [
    "sharp",
    "pino",
    "prom-client",
    "nodemailer",
    "@opentelemetry/sdk-node",
    "@opentelemetry/instrumentation-http",
    "@opentelemetry/instrumentation-undici",
  ],
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "x-content-type-options", value: "nosniff" },
          { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
          { key: "x-frame-options", value: "DENY" },
          { key: "cross-origin-opener-policy", value: "same-origin" },
          { key: "cross-origin-resource-policy", value: "same-origin" },
          { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
        ],
      },
      {
        // Two years, once a visit came over TLS; the proxy that ends it says so.
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https.*" }],
        headers: [{ key: "strict-transport-security", value: "max-age=63072000; includeSubDomains" }],
      },
    ];
  },
};

export default config;
