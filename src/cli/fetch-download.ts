// Downloads to a file with a line of progress now and then.

import { type DownloadRequest, download } from "../http/download.ts";
import { formatBytes } from "../render/format-bytes.ts";

const EVERY_MS = 5000;

export async function fetchDownload({
  note,
  ...request
}: Omit<DownloadRequest, "onProgress"> & { readonly note: (text: string) => void }): Promise<void> {
  let told = performance.now();
  const size = await download({
    ...request,
    onProgress: (bytes, total) => {
      if (performance.now() - told < EVERY_MS) return;
      told = performance.now();
      note(`downloading: ${formatBytes(bytes)}${total === undefined ? "" : ` of ${formatBytes(total)}`}`);
    },
  });
  note(`${request.path}: ${formatBytes(size)}`);
}
