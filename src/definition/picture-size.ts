import path from 'node:path';

/** Width and height of a picture in CSS pixels, or in whatever units its file has: what counts is their ratio. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const pictures: ReadonlySet<string> = new Set(['.svg', '.png', '.jpg', '.jpeg', '.webp']);

/** The size that a picture's file states; null for films and captions, and where the file states none that can be read. */
export async function pictureSize(file: string): Promise<PictureSize | null> {
  if (!pictures.has(path.extname(file).toLowerCase())) return null;
  // Late: most modules have few pictures, and many commands read none.
  const { imageSizeFromFile } = await import('image-size/fromFile');
  try {
    const { width, height, orientation = 1 } = await imageSizeFromFile(file);
    if (!(width > 0 && height > 0)) return null;
    // Exif's orientations from 5 on lie on their side; browsers turn them before they are shown.
    const [across, down] = orientation >= 5 ? [height, width] : [width, height];
    return { width: Math.round(across), height: Math.round(down) };
  } catch {
    return null;
  }
}
