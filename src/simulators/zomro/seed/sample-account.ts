// The objects of the vendor's pages, word for word where not said otherwise, [S000] [S001] [S004]. Data only.
import type { JsonObject } from "../../engine/json.ts";
import { SAMPLE_CATALOGUES } from "./sample-catalogues.ts";

const INSTANCE_ID = "5203773";

export const SAMPLE_ACCOUNT: JsonObject = {
  ...SAMPLE_CATALOGUES,
  language: "en",
  // The pages show its id, name, region and system; the other members are invented.
  instances: [
    {
      id: { $: INSTANCE_ID },
      name: { $: "Cloud Small #5203773" },
      servername: { $: "MyServer" },
      ip: { $: "192.0.2.10" },
      ip_v6: {},
      rdns_record: {},
      instance_status: { $: "active" },
      status: { $: "2" },
      pricelist: { $: "Cloud Small" },
      cost: { $: "0.10 EUR / Day" },
      datacentername: { $: "Netherlands-2" },
      instances_os: { $: "Ubuntu 22.04 x64" },
      createdate: { $: "2024-07-23" },
      fotbo_id: { $: "0d1c6a52-2f0e-4a5b-9d1f-5a3c8e7b6f10" },
      backup_rotation: { $: "5" },
      order_period: { $: "-50" },
    },
  ],
  snapshots: {
    [INSTANCE_ID]: [
      {
        architecture: { $: "x86_64" },
        createdate: { $: "2024-07-23" },
        disk_format: { $: "qcow2" },
        fleio_id: { $: "afd72725-81aa-43ad-984c-a3f3a05b4b84" },
        fleio_status: { $: "Active" },
        hypervisor_type: { $: "any_hypervisor" },
        id: { $: "5204214" },
        image_size: { $: "3" },
        item_real_status: { $: "2" },
        min_disk: { $: "20" },
        min_ram: { $: "0" },
        name: { $: "MySnapshot" },
        os_distro: { $: "Ubuntu" },
        os_version: { $: "22.04 x64" },
        protected: { $: "off" },
        region: { $: "Netherlands-2" },
        visibility: { $: "private" },
      },
    ],
  },
  schedules: [
    {
      create_date: { $: "2024-07-24" },
      id: { $: "14" },
      instance_id: { $: INSTANCE_ID },
      name: { $: "MySchedule" },
      rotation_days: { $: "Monday Tuesday Wednesday Thursday Friday Saturday " },
      rotation_time: { $: "02:01" },
      servername: { $: "MyServer" },
    },
  ],
  // Name, UUID and system are the page's.
  images: [
    {
      id: { $: "5203900" },
      fleio_id: { $: "a9e7c223-5f11-4546-a298-6af546bebde6" },
      name: { $: "foo" },
      fleio_status: { $: "Active" },
      item_real_status: { $: "2" },
      createdate: { $: "2024-07-22" },
      image_size: { $: "2" },
      min_disk: { $: "20" },
      min_ram: { $: "1" },
      disk_format: { $: "qcow2" },
      architecture: { $: "x86_64" },
      hypervisor_type: { $: "any_hypervisor" },
      os_distro: { $: "Centos" },
      os_version: { $: "9 x64" },
      protected: { $: "off" },
      region: { $: "Netherlands-2" },
      visibility: { $: "private" },
    },
  ],
  // Invented: no page shows a key.
  sshkeys: [{ elid: { $: "88" }, comment: { $: "ops-laptop" }, fotbokeyid: { $: "512" } }],
};
