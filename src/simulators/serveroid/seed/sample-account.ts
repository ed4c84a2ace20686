// The objects of the vendor's page, word for word where not said otherwise, [S002]. Data only.
import type { JsonObject } from "../../engine/json.ts";
import { SAMPLE_CATALOGUES } from "./sample-catalogues.ts";

// The page cuts its key short; this text is invented, in the right form, and nobody has the private half.
const BLOB =
  "AAAAB3NzaC1kc3MAAACBAK5uLwicCrFEpaVApU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9cfCmZ/a/lky" +
  "U81lSvTfrXFCegrrP+6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4pVeXNjkbcjtS3wnZNKlpNdncG+F2GAAAAFQCdkAJK1r2jQBvpyMvMyTX2" +
  "zR9hIgAAAIBaauFTOK4aNABNM7oNJGrATIGxuvI+O/nu9fefK0k0r4f1UgtpuUsNmC6Fu1W2cqhyY3rNdGb8tg4Oj/GEY7DksropcDR08GSsaP" +
  "cA9bArPcZm9FveqizK7c0rUVdBDk3uSvKzT0MKBzRH3mNsDoBslXumhNZDH7Xq10JNCeFdAgAAAIA7TFhI8j0fpvc2HX9hjRUy5w4g4qZmjef0" +
  "foRn5UbVPsjioSV72yVsmz5Pu0mBRu9wMMv5U3JS3M6t12S2oy+7Ca3q4QnEqZcgOXU1K4eLFFyKQtiEz0z9py2OHV3ZJYkILYUqcSKHPugFrd" +
  "WJQhZ6OFKGGVxnn5xplORbirEJgA==";
const PUBLIC_KEY = `ssh-dss ${BLOB} user@host`;

export const SAMPLE_ACCOUNT: JsonObject = {
  ...SAMPLE_CATALOGUES,
  credentials: [{ clientId: "sim", apiKey: "sim" }],
  vms: [
    {
      id: 88534,
      tenantId: 111,
      name: "win server",
      internalId: "vm88534",
      memory: 1024,
      disk: 24576,
      cpu: 1,
      bandwidth: 100,
      tariffId: 20,
      ipAddresses: [],
      privateIpAddress: "10.7.13.159",
      state: "VIR_DOMAIN_SHUTOFF",
      timeAdded: 1412089961298,
      currentSnapshot: null,
      backupPolicy: {
        quantity: 1,
        frequency: 72,
      },
      distribution: {
        id: 219,
        name: "WINDOWS_2008_R2",
        description: "Win Server 2008 R2 x64",
        bitness: 64,
      },
      ownerUser: null,
      accessUsers: [],
      publicKeys: [
        {
          id: 2,
          tenantId: 111,
          name: "1",
          type: "DSA",
          publicKey: null,
          timeAdded: null,
          installed: false,
          ownerUser: null,
        },
      ],
    },
    {
      id: 85662,
      tenantId: 111,
      name: "debian",
      internalId: "vm85662",
      memory: 1024,
      disk: 32768,
      cpu: 1,
      bandwidth: 100,
      tariffId: 20,
      ipAddresses: ["185.22.60.234"],
      privateIpAddress: "10.7.5.71",
      state: "VIR_DOMAIN_RUNNING",
      timeAdded: 1400493750635,
      currentSnapshot: null,
      backupPolicy: {
        quantity: 1,
        frequency: 72,
      },
      distribution: {
        id: 221,
        name: "DEBIAN",
        description: "Debian 7.5 x64",
        bitness: 64,
      },
      ownerUser: null,
      accessUsers: [],
      publicKeys: [
        {
          id: 2,
          tenantId: 111,
          name: "1",
          type: "DSA",
          publicKey: null,
          timeAdded: null,
          installed: true,
          ownerUser: null,
        },
      ],
    },
    {
      id: 85561,
      tenantId: 111,
      name: "ubuntu",
      internalId: "vm85561",
      memory: 512,
      disk: 16384,
      cpu: 1,
      bandwidth: 100,
      tariffId: 20,
      ipAddresses: ["185.22.60.228"],
      privateIpAddress: "10.7.4.234",
      state: "VIR_DOMAIN_RUNNING",
      timeAdded: 1399367371175,
      currentSnapshot: 1357,
      backupPolicy: {
        quantity: 10,
        frequency: 72,
      },
      distribution: {
        id: 216,
        name: "UBUNTU",
        description: "Ubuntu 12.04.4 x64",
        bitness: 64,
      },
      ownerUser: null,
      accessUsers: ["user@serveroid.com"],
      publicKeys: [
        {
          id: 2,
          tenantId: 111,
          name: "1",
          type: "DSA",
          publicKey: null,
          timeAdded: null,
          installed: true,
          ownerUser: null,
        },
        {
          id: 67,
          tenantId: 111,
          name: "key",
          type: "DSA",
          publicKey: null,
          timeAdded: null,
          installed: false,
          ownerUser: "user@serveroid.com",
        },
      ],
    },
  ],
  // The page does not say whose snapshot and backup it shows: the backup's size is this machine's disk.
  snapshots: {
    "85662": [
      {
        id: 2206,
        name: "my-snapshot",
        description: "My first snapshot",
        parentSnapshotId: null,
        timeAdded: 1414156778188,
      },
    ],
    // Invented: machine 85561 names it as its current one.
    "85561": [
      {
        id: 1357,
        name: "snapshot-1357",
        description: "",
        parentSnapshotId: null,
        timeAdded: 1400000000000,
      },
    ],
  },
  backups: {
    "85662": [
      {
        id: "diff-backupsnap20141019011721-backupsnap20141022015414.lz4",
        size: 32768,
        timeAdded: 1413928454000,
      },
    ],
  },
  pubkeys: [
    {
      id: 254,
      name: "my-key2",
      type: "DSA",
      publicKey: PUBLIC_KEY,
      timeAdded: 1414156464315,
    },
    {
      id: 2,
      tenantId: 111,
      name: "my-key1",
      type: "DSA",
      publicKey: PUBLIC_KEY,
      timeAdded: 1351093292416,
    },
  ],
  // Without the pending one of the page (61625): it would keep machine 85662 busy at the start.
  operations: [
    // Another's: readable all the same, as a client of 2018 saw, [PF].
    {
      id: 1,
      vmId: 1,
      tenantId: 1,
      status: "DONE",
      operationType: "VM_INSTALL",
      percentage: 100,
      errorMessage: null,
      errorCode: null,
    },
    {
      id: 106765,
      vmId: 92821,
      tenantId: 111,
      status: "DONE",
      operationType: "DOWNLOAD_BACKUP",
      percentage: 100,
      errorMessage: null,
      errorCode: null,
      operationResult:
        "https://download2.flops.ru/?p=177fdaa76833b30cff2b9771225b18a7&b=diff-backupsnap20150409090001-backupsnap20150409120002.lz4",
    },
    {
      id: 61626,
      vmId: 85662,
      tenantId: 111,
      status: "DONE",
      operationType: "VM_DESTROY",
      percentage: 100,
      errorMessage: null,
      errorCode: null,
    },
  ],
};
