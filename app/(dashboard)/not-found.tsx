import { PageNotFound } from "@/components/shell/page-not-found";

/** Inside the shell, so that the way on is one click away. */
export default function DashboardNotFound() {
  return <PageNotFound />;
}
