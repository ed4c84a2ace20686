// How each vendor's provider is made for tests, with the credentials of its simulator.
import type { Provider } from "../../src/core/provider.ts";
import type { HttpClient } from "../../src/http/http-client.ts";
import type { Redactor } from "../../src/http/redactor.ts";
import { createGcoreProvider } from "../../src/providers/gcore/index.ts";
import { createServeroidProvider } from "../../src/providers/serveroid/index.ts";
import { createZomroProvider } from "../../src/providers/zomro/index.ts";
import type { RunningSimulators } from "../../src/simulators/start-simulators.ts";
import type { VirtualClock } from "./virtual-clock.ts";

interface SharedOptions {
  readonly id: string;
  readonly http: HttpClient;
  readonly redactor: Redactor;
  readonly settings: Provider["settings"];
}

export const CREATE_VENDOR = {
  serveroid: (shared: SharedOptions, { env }: RunningSimulators, { project }: { readonly project?: string }) =>
    createServeroidProvider({
      ...shared,
      credentials: { clientId: env["SERVEROID_CLIENT_ID"] ?? "", apiKey: env["SERVEROID_API_KEY"] ?? "" },
      project,
      diskPerMemory: 64,
    }),
  gcore: (
    shared: SharedOptions,
    { env }: RunningSimulators,
    { clock, region }: { readonly clock: VirtualClock; readonly region?: string },
  ) =>
    createGcoreProvider({
      ...shared,
      apiKey: env["GCORE_API_KEY"] ?? "",
      project: env["GCORE_CLOUD_PROJECT_ID"] ?? "",
      region: region ?? env["GCORE_CLOUD_REGION_ID"] ?? "",
      clock,
    }),
  zomro: (shared: SharedOptions, { env }: RunningSimulators, { clock }: { readonly clock: VirtualClock }) =>
    createZomroProvider({
      ...shared,
      clock,
      credentials: { username: env["ZOMRO_USERNAME"] ?? "", password: env["ZOMRO_PASSWORD"] ?? "" },
    }),
};
