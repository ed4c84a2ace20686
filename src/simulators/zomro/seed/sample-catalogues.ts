// What can be chosen: public images word for word from the vendor's page, [S000]; the rest is invented in the shapes of [Z464], [CP] and, for prices, [3P]. Data only.
import type { JsonObject } from "../../engine/json.ts";

const details = (cpu: string, memory: string, disk: string): JsonObject[] => [
  { name: { $: "CPU count" }, value: { $: cpu } },
  { name: { $: "Memory" }, value: { $: memory } },
  { name: { $: "Disk space" }, value: { $: disk } },
];

/** Each price is that of the whole period, [3P]. */
const prices = (perMonth: number): JsonObject => ({
  price: ["1", "3", "6", "12"].map((period) => ({
    period: { $: period },
    cost: { $: (perMonth * Number(period)).toFixed(2) },
    currency: { $: "EUR" },
  })),
});

export const SAMPLE_CATALOGUES = {
  datacenters: [
    { $key: "2", $: "Netherlands-2" },
    { $key: "7", $: "Netherlands-9" },
  ],
  tariffs: [
    {
      id: { $: "9001" },
      title: { $: "Cloud Demo" },
      description: {},
      detail: details("2", "4 Gb", "40 Gb"),
      cost: { $: "0.20 EUR / Day" },
      prices: prices(6),
    },
    {
      id: { $: "9002" },
      title: { $: "Cloud Small" },
      description: {},
      detail: details("1", "1 Gb", "20 Gb"),
      cost: { $: "0.10 EUR / Day" },
      prices: prices(3),
    },
    {
      id: { $: "9003" },
      title: { $: "Cloud Large" },
      description: {},
      detail: details("4", "8 Gb", "80 Gb"),
      cost: { $: "0.45 EUR / Day" },
      prices: prices(13.5),
    },
  ],
  // The page does not name its data centre; it is the one of the sample instance.
  systems: [
    { $key: "f8f2573f-56c4-44c5-8469-84eee4aa64e7", $: "Ubuntu 22.04", datacenter: "2" },
    { $key: "0bf4deb2-855c-4863-8518-6006d804adbb", $: "Debian 10", datacenter: "2" },
    { $key: "18d0ee2e-4d57-4f40-9b56-03c1773b5831", $: "AlmaLinux 8", datacenter: "2" },
    { $key: "1d9dda4c-34b0-4304-a90a-8f3018722fa2", $: "Rocky-Linux-8", datacenter: "2" },
    { $key: "2af0af94-0e6e-4ef3-8837-d41fdbfa3564", $: "Windows Server 2016", datacenter: "2" },
    { $key: "3010ae60-0185-4021-98da-f50013147ebd", $: "Debian 11", datacenter: "2" },
    { $key: "479c96f1-ccc6-47a2-952c-c9e3bbdc8d07", $: "Ubuntu 20.04", datacenter: "2" },
    { $key: "5da4ad83-45f6-4c0e-9a7e-7a7c18b2be6c", $: "AlmaLinux 9", datacenter: "2" },
    { $key: "7d7911e3-7178-4f36-a308-d841db5fe654", $: "CentOS Stream 9", datacenter: "2" },
    { $key: "92fabac2-69cc-46ad-8439-c377e0c90632", $: "Ubuntu 23.04", datacenter: "2" },
    { $key: "93878ba5-6b9e-4924-a4be-34edb623f808", $: "Debian 12", datacenter: "2" },
    { $key: "a8b7bcb3-6698-4264-b413-f2b866a46a70", $: "Rocky-Linux-9", datacenter: "2" },
    { $key: "b10434c0-d839-428f-a919-cac733fd6552", $: "Windows Server 2019", datacenter: "2" },
    { $key: "bda2467e-e192-4e4e-becc-cda2e71b9767", $: "Windows Server 2022", datacenter: "2" },
    { $key: "9576a8ce-3f44-5dc8-ae40-00db46501e9a", $: "Ubuntu 22.04", datacenter: "7" },
    { $key: "8d2becdc-2d77-5b2a-a1e5-a2cce4f5a59a", $: "Debian 12", datacenter: "7" },
    { $key: "d9049dda-4f6e-5c2b-a1b4-3c2909b99967", $: "AlmaLinux 9", datacenter: "7" },
  ],
} satisfies Record<string, JsonObject[]>;
