import type { Evidence as StoredEvidence } from "../contracts/scenes.ts";

/**
 * One reason for (positive weight) or against (negative) a label: a sentence a reviewer can check against the picture.
 * Weights add up; their unit is the natural log of odds.
 */
export interface Evidence extends StoredEvidence {
  label: string;
}

/** Evidence for the three questions, each answered on its own. */
export interface SceneEvidence {
  imageType: Evidence[];
  roomType: Evidence[];
  styles: Evidence[];
}
