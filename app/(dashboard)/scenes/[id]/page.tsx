import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { getQueryClient } from "@/components/api/query-client";
import { requireSession } from "@/lib/auth/session";
import { getDeps } from "@/lib/deps";
import { NotFoundError } from "@/lib/errors";
import { getScene } from "@/lib/scenes/scenes.repository";
import { sceneKeys } from "../scenes.queries";
import { SceneView } from "./scene-view";

export const metadata: Metadata = { title: "Scene" };

export default async function ScenePage({ params }: PageProps<"/scenes/[id]">) {
  await requireSession();
  const id = z.uuid().safeParse((await params).id);
  const scene = id.success ? await findScene(id.data) : null;
  if (!scene) notFound();
  const client = getQueryClient();
  client.setQueryData(sceneKeys.detail(scene.id), scene);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SceneView id={scene.id} />
    </HydrationBoundary>
  );
}

async function findScene(id: string) {
  try {
    return await getScene(getDeps().db, id);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
