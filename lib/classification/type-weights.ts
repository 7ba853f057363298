import type { WeightTable } from "./linear-model.ts";

/** Made by `node test/bench/fit-classification.ts` from 588 photographs; do not edit. See docs/classification.md. */
export const TYPE_WEIGHTS: WeightTable = {
  start: { exterior: -2.08, interior: 1.54, object: -1.12, other: -0.98 },
  rows: {
    saturation: { typical: 0.2881, weights: { exterior: -1.42, interior: 0.59, object: 0.66, other: 0.16 } },
    skyTop: { typical: 0.0578, weights: { exterior: 3.62, interior: -2.56, object: -2.13, other: 1.06 } },
    ceilingTop: { typical: 0.2442, weights: { exterior: -0.1, interior: -0.46, object: 0.79, other: -0.23 } },
    vegetation: { typical: 0.0403, weights: { exterior: 1.1, interior: -3.68, object: -1.01, other: 3.6 } },
    vegetationBottom: { typical: 0.0335, weights: { exterior: 3.3, interior: -0.58, object: -1.4, other: -1.32 } },
    warm: { typical: 0.2721, weights: { exterior: -0.69, interior: 1.11, object: -0.3, other: -0.12 } },
    dark: { typical: 0.0746, weights: { exterior: -3.63, interior: 1.51, object: -1.91, other: 4.03 } },
    colourEntropy: { typical: 0.4894, weights: { exterior: 3.08, interior: -0.68, object: 0.07, other: -2.48 } },
    borderUniformity: { typical: 0.3732, weights: { exterior: 0.01, interior: -0.91, object: 1.82, other: -0.91 } },
    plainGround: { typical: 0.233, weights: { exterior: -1.77, interior: 2.32, object: -1.51, other: 0.97 } },
    edges: { typical: 0.1257, weights: { exterior: 11.02, interior: -2.56, object: -6.83, other: -1.65 } },
    straightEdges: { typical: 0.4548, weights: { exterior: 0.56, interior: 1.04, object: 1.29, other: -2.9 } },
    edgesTop: { typical: 0.4741, weights: { exterior: 2.43, interior: -2.04, object: 1, other: -1.39 } },
    paper: { typical: 0.067, weights: { exterior: 0.98, interior: -1.88, object: 3.35, other: -2.44 } },
    indoorKinds: { typical: 0.2586, weights: { exterior: -0.28, interior: 3.75, object: -1.99, other: -1.5 } },
    furnitureLargest: { typical: 0.0276, weights: { exterior: 1.42, interior: -7.46, object: 6.39, other: -0.34 } },
    furnitureAlone: { typical: 0.3196, weights: { exterior: -0.78, interior: 0.95, object: 0.96, other: -1.13 } },
    personArea: { typical: 0.0198, weights: { exterior: -4.94, interior: 0.37, object: -0.71, other: 5.27 } },
    foreignArea: { typical: 0.0107, weights: { exterior: -7.88, interior: -9.57, object: 0.77, other: 16.66 } },
    nothing: { typical: 0.1156, weights: { exterior: 0.53, interior: -0.58, object: 1.8, other: -1.74 } },
  },
};
