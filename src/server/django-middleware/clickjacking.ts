import type { MakePart } from "./part.ts";

/** `django.middleware.clickjacking.XFrameOptionsMiddleware` */
export const clickjacking: MakePart = ({ X_FRAME_OPTIONS }) => ({
  headers: [["x-frame-options", X_FRAME_OPTIONS.toUpperCase()]],
});
