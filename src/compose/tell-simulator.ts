// Whether an account is one of `trueup sim`, by what its answers say. Asks nothing by itself.
import type { EntryOrigin } from "../config/settings/entry-origin.ts";
import type { Provider } from "../core/provider.ts";

type Where = Pick<EntryOrigin, "endpoint" | "endpointFrom">;

/** A stand-in is another account than the provider, whatever it calls itself: nothing of one is taken for the other's. */
export function tellSimulator(provider: Provider, { endpoint, endpointFrom }: Where): Provider {
  const identify: Provider["identify"] = async (call) => {
    const account = await provider.identify(call);
    if (provider.connection?.().isSimulator !== true) return account;
    return { ...account, simulator: `${endpoint}, by ${endpointFrom}` };
  };
  return { ...provider, identify };
}
