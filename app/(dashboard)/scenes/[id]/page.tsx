import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireSession } from "@/lib/auth/session";
import { SceneView } from "./scene-view";

export const metadata: Metadata = { title: "Scene" };

export default async function ScenePage({ params }: PageProps<"/scenes/[id]">) {
  await requireSession();
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  return <SceneView id={id.data} />;
}
