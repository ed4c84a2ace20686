// A door before the stand-in that notes the forms that pass, read by another parser than the program's and the stand-in's.
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type Form = Readonly<Record<string, string>>;

export interface FormDoor {
  readonly endpoint: string;
  /** In the order of arrival. */
  readonly forms: Form[];
  close(): Promise<void>;
}

export async function openFormDoor(target: string): Promise<FormDoor> {
  const forms: Form[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await text(incoming);
      forms.push(await parseForm(incoming.headers["content-type"] ?? "", body));
      const onward = send(
        new URL(incoming.url ?? "/", target),
        { method: incoming.method ?? "POST", headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on("error", () => outgoing.destroy());
      onward.end(body);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forms,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function parseForm(contentType: string, body: string): Promise<Form> {
  const data = await new Response(body, { headers: { "content-type": contentType } }).formData();
  const pairs = [...data].map(([name, value]): [string, string] => [name, String(value)]);
  const names = pairs.map(([name]) => name);
  if (new Set(names).size !== names.length) throw new Error(`a field was sent twice: ${names.join(", ")}`);
  return Object.fromEntries(pairs);
}
