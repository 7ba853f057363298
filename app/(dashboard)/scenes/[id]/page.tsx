import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { signInPath } from "@/components/api/next-path";
import { getQueryClient } from "@/components/api/query-client";
import { requireSession } from "@/lib/auth/session";
import { getDeps } from "@/lib/deps";
import { NotFoundError } from "@/lib/errors";
import { getScene } from "@/lib/scenes/scenes.repository";
import { sceneKeys } from "../scenes.queries";
import { SceneView } from "./scene-view";

export const metadata: Metadata = { title: "Scene" };

export default async function ScenePage({ params, searchParams }: PageProps<"/scenes/[id]">) {
  const param = (await params).id;
  await requireSession(signInPath(`/scenes/${param}`, await searchParams));
  const id = z.uuid().safeParse(param);
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
