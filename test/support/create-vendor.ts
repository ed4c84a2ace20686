// How each vendor's provider is made for tests, with the credentials of its simulator.
import { tellSimulator } from "../../src/compose/tell-simulator.ts";
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

/** As the product tells stand-ins from providers. */
const told = (provider: Provider, { env }: RunningSimulators, endpointFrom: string): Provider =>
  tellSimulator(provider, { endpoint: env[endpointFrom] ?? "", endpointFrom });

export const CREATE_VENDOR = {
  serveroid: (shared: SharedOptions, sim: RunningSimulators, { project }: { readonly project?: string }) =>
    told(
      createServeroidProvider({
        ...shared,
        credentials: { clientId: sim.env["SERVEROID_CLIENT_ID"] ?? "", apiKey: sim.env["SERVEROID_API_KEY"] ?? "" },
        project,
        diskPerMemory: 64,
      }),
      sim,
      "SERVEROID_ENDPOINT",
    ),
  gcore: (
    shared: SharedOptions,
    sim: RunningSimulators,
    { clock, region }: { readonly clock: VirtualClock; readonly region?: string },
  ) =>
    told(
      createGcoreProvider({
        ...shared,
        apiKey: sim.env["GCORE_API_KEY"] ?? "",
        project: sim.env["GCORE_CLOUD_PROJECT_ID"] ?? "",
        region: region ?? sim.env["GCORE_CLOUD_REGION_ID"] ?? "",
        clock,
      }),
      sim,
      "GCORE_BASE_URL",
    ),
  zomro: (shared: SharedOptions, sim: RunningSimulators, { clock }: { readonly clock: VirtualClock }) =>
    told(
      createZomroProvider({
        ...shared,
        clock,
        credentials: { username: sim.env["ZOMRO_USERNAME"] ?? "", password: sim.env["ZOMRO_PASSWORD"] ?? "" },
      }),
      sim,
      "ZOMRO_ENDPOINT",
    ),
};
