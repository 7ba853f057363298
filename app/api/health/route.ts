/** GET → 200 while the process serves. Asks nothing of the services behind it; that is `/api/ready`. */
export const GET = (): Response => Response.json({ status: "ok" });

export const dynamic = "force-dynamic";
