// Generated from schemas/source by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.
export const SCHEMA: object = {
 "$schema": "https://json-schema.org/draft/2020-12/schema",
 "$id": "trueup.schema.json",
 "title": "Configuration",
 "description": "What trueup keeps true: virtual machines at several providers, and what belongs to them.",
 "type": "object",
 "additionalProperties": false,
 "required": [
  "version",
  "stack"
 ],
 "patternProperties": {
  "^x-": {
   "description": "Ignored: a place for anchors."
  }
 },
 "properties": {
  "version": {
   "description": "Version of this format. Always 1.",
   "type": "integer",
   "enum": [
    1
   ]
  },
  "stack": {
   "description": "The scope of ownership and the name of the state. 3 to 41 lower-case letters, digits and hyphens. Never rename it: everything would look like somebody else's.",
   "x-hint": "3 to 41 characters: lower-case letters, digits and hyphens, a letter or digit first",
   "x-public": true,
   "anyOf": [
    {
     "type": "string",
     "pattern": "^[a-z0-9][a-z0-9-]{2,40}$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "vars": {
   "description": "Plain settings, used as ${var:NAME}; overridden by --var-file and --var. Values may refer to ${env:…}.",
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "type": [
     "string",
     "number",
     "boolean"
    ]
   }
  },
  "providers": {
   "description": "The accounts: TYPE or TYPE.ALIAS. Each resource names one of them. Credentials come from the environment.",
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "properties": {
    "serveroid": {
     "$ref": "#/$defs/serveroid-provider"
    },
    "zomro": {
     "$ref": "#/$defs/zomro-provider"
    },
    "gcore": {
     "$ref": "#/$defs/gcore-provider"
    }
   },
   "patternProperties": {
    "^serveroid\\.[a-z][a-z0-9-]{0,30}$": {
     "$ref": "#/$defs/serveroid-provider"
    },
    "^zomro\\.[a-z][a-z0-9-]{0,30}$": {
     "$ref": "#/$defs/zomro-provider"
    },
    "^gcore\\.[a-z][a-z0-9-]{0,30}$": {
     "$ref": "#/$defs/gcore-provider"
    }
   },
   "additionalProperties": false
  },
  "state": {
   "x-checked": "apart",
   "$ref": "#/$defs/state"
  },
  "defaults": {
   "x-checked": "apart",
   "$ref": "#/$defs/defaults",
   "description": "Merged under every resource of the section: maps deeply, lists and scalars replaced; only fields that the resource's provider has apply."
  },
  "policy": {
   "x-checked": "apart",
   "$ref": "#/$defs/policy"
  },
  "keys": {
   "description": "SSH public keys.",
   "x-snippets": [
    {
     "label": "key",
     "description": "A public key out of a file beside the configuration.",
     "body": {
      "${1:ops}": {
       "provider": "${2|serveroid,zomro,gcore|}",
       "publicKey": "\\${file:./${3:ops.pub}\\}"
      }
     }
    }
   ],
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "$ref": "#/$defs/anyKey"
   }
  },
  "backupPolicies": {
   "description": "Named presets that VMs refer to by backupPolicy. They have no address and no entry in the state.",
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "$ref": "#/$defs/backupPolicy"
   }
  },
  "vms": {
   "description": "Virtual machines.",
   "x-snippets": [
    {
     "label": "serveroid machine",
     "description": "A machine at serveroid, on an on-demand tariff.",
     "body": {
      "${1:web}": {
       "provider": "serveroid",
       "image": {
        "name": "${2:UBUNTU}",
        "bitness": 64
       },
       "tariff": "${3}",
       "memory": "${4:1GiB}",
       "disk": "${5:32GiB}",
       "cpu": 1,
       "ips": 1,
       "keys": [
        "${6:ops}"
       ]
      }
     }
    },
    {
     "label": "zomro machine",
     "description": "A machine at zomro that runs already: changed, never ordered and never deleted.",
     "body": {
      "${1:web}": {
       "provider": "zomro",
       "existing": {
        "name": "${2:web.example}"
       }
      }
     }
    },
    {
     "label": "gcore machine",
     "description": "A machine at gcore with a boot volume and a public address.",
     "body": {
      "${1:web}": {
       "provider": "gcore",
       "flavor": "${2:g2-standard-2-4}",
       "volumes": {
        "boot": {
         "image": "${3:ubuntu-24.04-x64}",
         "size": "${4:20GiB}",
         "boot": true
        }
       },
       "interfaces": {
        "public": {
         "type": "external"
        }
       },
       "keys": [
        "${5:ops}"
       ]
      }
     }
    }
   ],
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "$ref": "#/$defs/anyVm"
   }
  },
  "snapshots": {
   "description": "Snapshots: of a VM at serveroid and zomro, of a volume at gcore.",
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "$ref": "#/$defs/anySnapshot"
   }
  },
  "schedules": {
   "description": "Backup or snapshot schedules at zomro and gcore. serveroid has only backupPolicy.",
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "$ref": "#/$defs/anySchedule"
   }
  },
  "outputs": {
   "description": "Values to print after apply and with `trueup output`: text with ${vms.web[0].ips[0]} and the like.",
   "x-checked": "apart",
   "type": [
    "object",
    "null"
   ],
   "propertyNames": {
    "$ref": "#/$defs/resourceKey"
   },
   "additionalProperties": {
    "$ref": "#/$defs/output"
   }
  },
  "moved": {
   "description": "Renamed addresses: the object is kept, nothing is sent. All moves happen at once, so swaps work.",
   "x-checked": "apart",
   "type": [
    "array",
    "null"
   ],
   "items": {
    "$ref": "#/$defs/moved"
   }
  },
  "removed": {
   "description": "Resources taken out of this file on purpose: deleted (even if protected) or forgotten.",
   "x-checked": "apart",
   "type": [
    "array",
    "null"
   ],
   "items": {
    "$ref": "#/$defs/removed"
   }
  },
  "import": {
   "description": "Existing objects to be taken over by a declared resource.",
   "x-checked": "apart",
   "type": [
    "array",
    "null"
   ],
   "items": {
    "$ref": "#/$defs/import"
   }
  }
 },
 "$defs": {
  "interpolation": {
   "description": "${env:NAME}, ${env:NAME:-default}, ${file:PATH}, ${template:PATH} (a file that is interpolated itself, with ${name}, too), ${base64:PATH} (its bytes), ${exec:COMMAND ARGS}, ${var:NAME}, ${index} (${index+1}, ${index:02}), ${key}; $${ is a literal ${.",
   "type": "string",
   "pattern": "\\$\\{"
  },
  "resourceKey": {
   "type": "string",
   "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,62}$",
   "x-hint": "a name of letters, digits, _ and -, at most 63, not beginning with a digit or a hyphen"
  },
  "size": {
   "description": "A size with its unit: 512MiB, 32GiB (M and G mean MiB and GiB).",
   "x-unit": "size",
   "anyOf": [
    {
     "type": "string",
     "pattern": "^[0-9]+(MiB|GiB|M|G)$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "duration": {
   "description": "A duration with its unit: 250ms, 90s, 15m, 24h, 14d.",
   "x-unit": "duration",
   "anyOf": [
    {
     "type": "string",
     "pattern": "^[0-9]+(ms|s|m|h|d)$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "boolean": {
   "anyOf": [
    {
     "type": "boolean"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "provider": {
   "description": "One of the entries under providers: serveroid, gcore.backup, …",
   "x-public": true,
   "x-hint": "an entry under providers: serveroid, zomro or gcore, or one with an alias, such as gcore.backup",
   "examples": [
    "serveroid",
    "zomro",
    "gcore"
   ],
   "anyOf": [
    {
     "type": "string",
     "pattern": "^(serveroid|zomro|gcore)(\\.[a-z][a-z0-9-]{0,30})?$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "name": {
   "description": "The name at the provider, sent exactly as written. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
   "type": "string",
   "minLength": 1,
   "maxLength": 255,
   "pattern": "^[^\\s\\u200b-\\u200d\\u2060\\u0000-\\u001f\\u007f](?:[^\\u0000-\\u001f\\u007f]*[^\\s\\u200b-\\u200d\\u2060\\u0000-\\u001f\\u007f])?$",
   "x-hint": "text of one line without spaces at its ends, which the provider would not keep",
   "x-public": true
  },
  "count": {
   "description": "How many of them: X[0], X[1], …; ${index} in any string.",
   "x-public": true,
   "anyOf": [
    {
     "type": "integer",
     "minimum": 0,
     "maximum": 1000
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "instances": {
   "description": "Instances by name: a list, or a map of overrides per instance; ${key} in any string.",
   "type": [
    "array",
    "object",
    "null"
   ],
   "items": {
    "type": [
     "string",
     "integer"
    ]
   },
   "additionalProperties": {
    "type": [
     "object",
     "null"
    ]
   }
  },
  "dependsOn": {
   "description": "Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].",
   "type": "array",
   "items": {
    "type": "string",
    "minLength": 1
   },
   "uniqueItems": true
  },
  "timeouts": {
   "description": "How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "create": {
     "$ref": "#/$defs/duration",
     "x-minimum": "100ms",
     "x-maximum": "7d",
     "description": "Time for a create, for example 30m."
    },
    "update": {
     "$ref": "#/$defs/duration",
     "x-minimum": "100ms",
     "x-maximum": "7d",
     "description": "Time for an update, for example 20m."
    },
    "delete": {
     "$ref": "#/$defs/duration",
     "x-minimum": "100ms",
     "x-maximum": "7d",
     "description": "Time for a delete, for example 20m."
    }
   }
  },
  "lifecycle": {
   "description": "What trueup may and may not do to this resource.",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "protect": {
     "$ref": "#/$defs/boolean",
     "description": "Forbids every destructive step; outlives this block. Default false."
    },
    "ignore": {
     "description": "Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.",
     "type": "array",
     "items": {
      "type": "string",
      "minLength": 1
     },
     "uniqueItems": true
    },
    "replace": {
     "description": "Order of a replacement. Default delete-first.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "delete-first",
        "create-first"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "rebuild": {
     "description": "Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "never",
        "allow"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "onRemove": {
     "description": "What happens when this block disappears. Default delete.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "delete",
        "forget"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    }
   }
  },
  "vmLifecycle": {
   "description": "What trueup may and may not do to this machine.",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "protect": {
     "$ref": "#/$defs/boolean",
     "description": "Forbids every destructive step; outlives this block. Default false."
    },
    "ignore": {
     "description": "Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.",
     "type": "array",
     "items": {
      "type": "string",
      "minLength": 1
     },
     "uniqueItems": true
    },
    "replace": {
     "description": "Order of a replacement. Default delete-first.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "delete-first",
        "create-first"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "rebuild": {
     "description": "Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "never",
        "allow"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "onRemove": {
     "description": "What happens when this block disappears. Default delete.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "delete",
        "forget"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "rollout": {
     "$ref": "#/$defs/rollout"
    }
   }
  },
  "rollout": {
   "description": "Under count or instances: replacements, rebuilds and restarts go in waves, and each wave waits for its check.",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "batch": {
     "description": "Machines of a wave: a number, or a share of the group such as 25% (rounded down, at least one). Default 1.",
     "examples": [
      "25%"
     ],
     "x-public": true,
     "x-hint": "a whole number from 1, or a share from 1% to 100%",
     "anyOf": [
      {
       "type": [
        "integer",
        "string"
       ],
       "minimum": 1,
       "maximum": 1000,
       "pattern": "^([1-9][0-9]?|100)%$"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "wait": {
     "$ref": "#/$defs/duration",
     "x-minimum": "0s",
     "x-maximum": "1d",
     "description": "Time between a change and its check. Default 0s."
    },
    "check": {
     "$ref": "#/$defs/healthCheck"
    },
    "timeout": {
     "$ref": "#/$defs/duration",
     "x-minimum": "100ms",
     "x-maximum": "1d",
     "description": "The check is repeated for so long until it passes. Default 5m."
    },
    "onFailure": {
     "description": "What a failed check does: stop, the default, leaves the rest of the group as it is.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "stop"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    }
   }
  },
  "healthCheck": {
   "description": "How a machine is known to be well: one of tcp, http and command. ${ip} and ${name} are those of the machine.",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "tcp": {
     "description": "A port that takes connections.",
     "x-public": true,
     "anyOf": [
      {
       "type": "integer",
       "minimum": 1,
       "maximum": 65535
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "http": {
     "description": "A URL that answers with 2xx or 3xx: http://${ip}/health.",
     "examples": [
      "http://${ip}/health"
     ],
     "x-public": true,
     "x-hint": "a URL, such as http://${ip}/health",
     "anyOf": [
      {
       "type": "string",
       "pattern": "^https?://\\S+$",
       "maxLength": 2000
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "command": {
     "description": "A program and its arguments, run without a shell, that ends with exit code 0: [./is-well, '${ip}']. Only with --allow-exec.",
     "type": "array",
     "minItems": 1,
     "items": {
      "type": [
       "string",
       "number",
       "boolean"
      ],
      "x-text": true,
      "x-public": true,
      "maxLength": 4000
     }
    }
   }
  },
  "existing": {
   "description": "An object that is looked up by id or name, never created, never deleted.",
   "type": "object",
   "additionalProperties": false,
   "minProperties": 1,
   "maxProperties": 1,
   "x-hint": "one of id and name",
   "properties": {
    "id": {
     "description": "Its id at the provider.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "name": {
     "description": "Its name at the provider.",
     "type": "string",
     "minLength": 1
    }
   }
  },
  "publicKey": {
   "description": "The public key in OpenSSH's one-line form, usually ${file:./ops.pub}.",
   "examples": [
    "${file:./ops.pub}"
   ],
   "x-hint": "an OpenSSH public key on one line, such as 'ssh-ed25519 AAAA… me@host'",
   "anyOf": [
    {
     "type": "string",
     "pattern": "^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com) [A-Za-z0-9+/]{16,}={0,3}( [^\\r\\n]*)?$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "vmReference": {
   "description": "The name of a VM in this configuration: web, or web[0] under count.",
   "type": "string",
   "minLength": 1,
   "x-reference": "vms"
  },
  "keyReferences": {
   "description": "Names of keys in this configuration. The whole set; [] empties it.",
   "type": "array",
   "items": {
    "type": "string",
    "minLength": 1,
    "x-reference": "keys"
   },
   "uniqueItems": true,
   "x-set": true
  },
  "backupPolicyReference": {
   "description": "The name of a preset under backupPolicies.",
   "type": "string",
   "minLength": 1,
   "x-reference": "backupPolicies"
  },
  "take": {
   "description": "When the snapshot is taken: before or after the other changes of the same apply. Default: before, when the VM exists.",
   "anyOf": [
    {
     "type": "string",
     "enum": [
      "before",
      "after"
     ]
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "tags": {
   "description": "Tags. Ours are the ones listed here; others are left alone.",
   "type": "object",
   "x-hint": "a tag's key has 1 to 255 characters without spaces and without =",
   "propertyNames": {
    "pattern": "^[^\\s=]{1,255}$"
   },
   "additionalProperties": {
    "type": [
     "string",
     "number",
     "boolean"
    ],
    "x-text": true,
    "minLength": 1,
    "maxLength": 255,
    "pattern": "^(?:[^\\s\\u200b-\\u200d\\u2060](?:[^\\t\\r\\n]*[^\\s\\u200b-\\u200d\\u2060])?)?$",
    "x-hint": "1 to 255 characters without tabs and line ends, and without spaces at its ends, which the provider would not keep"
   }
  },
  "power": {
   "description": "Whether the machine runs. true and false are taken too.",
   "x-words": {
    "true": "on",
    "false": "off"
   },
   "anyOf": [
    {
     "type": [
      "string",
      "boolean"
     ],
     "enum": [
      "on",
      "off",
      true,
      false
     ]
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "cron": {
   "description": "Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.",
   "examples": [
    "15 2 * * *"
   ],
   "x-hint": "five fields: minute, hour, day, month and weekday, such as 15 2 * * *",
   "anyOf": [
    {
     "type": "string",
     "minLength": 9,
     "maxLength": 500
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "concurrency": {
   "description": "Operations not yet settled at the same time. Without it as many as the provider is known to bear; fewer while it says that it is busy.",
   "anyOf": [
    {
     "type": "integer",
     "minimum": 1,
     "maximum": 64
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "requestsPerSecond": {
   "description": "A ceiling for requests per second. Without it the rate begins at what the provider is known to bear, grows while answers come quickly and halves when it refuses or slows down.",
   "anyOf": [
    {
     "type": "number",
     "exclusiveMinimum": 0,
     "maximum": 1000
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "pollInterval": {
   "description": "First pause between two looks at a running operation; it grows to 15s. Without it a share of the time that the operation has taken so far, closer about the time that its like have taken.",
   "$ref": "#/$defs/duration",
   "x-minimum": "10ms",
   "x-maximum": "1h"
  },
  "requestTimeout": {
   "description": "How long one request may take; must be under three quarters of the lease. Default 30s.",
   "$ref": "#/$defs/duration",
   "x-minimum": "100ms",
   "x-maximum": "1h"
  },
  "visibilityGrace": {
   "description": "How long a new object may stay out of lists. Default 2m.",
   "$ref": "#/$defs/duration",
   "x-minimum": "0s",
   "x-maximum": "1d"
  },
  "freshReads": {
   "description": "Whether each GET carries a parameter of its own, so that no cache on the way can answer it. Default true; false only if the provider refuses that parameter: then nothing is ever taken for absent.",
   "$ref": "#/$defs/boolean"
  },
  "endpoint": {
   "description": "Scheme, host, port and optional prefix, without the API's own path. Here only the vendor's host or loopback; any other host must come from the environment or stand in TRUEUP_ALLOWED_HOSTS.",
   "type": "string",
   "minLength": 1,
   "x-endpoint": true
  },
  "insecure": {
   "description": "Allows plain http to a host that is not loopback.",
   "$ref": "#/$defs/boolean"
  },
  "backupPolicy": {
   "description": "How many backups are kept and how often they are made. What a provider takes is checked where a VM uses it: serveroid needs both (every 3h, 6h, 12h, 24h or 72h), zomro takes keep only.",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "keep": {
     "description": "Backups kept: 1 to 10.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 1,
       "maximum": 10
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "every": {
     "description": "Time between two backups: 3h, 6h, 12h, 24h, 72h.",
     "examples": [
      "3h",
      "6h",
      "12h",
      "24h",
      "72h"
     ],
     "$ref": "#/$defs/duration"
    }
   }
  },
  "anyKey": {
   "title": "key",
   "type": [
    "object",
    "null"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    }
   },
   "allOf": [
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^serveroid(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/serveroid-key"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^zomro(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/zomro-key"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^gcore(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/gcore-key"
     }
    },
    {
     "if": {
      "type": "object",
      "not": {
       "required": [
        "provider"
       ]
      }
     },
     "then": {
      "anyOf": [
       {
        "$ref": "#/$defs/serveroid-key"
       },
       {
        "$ref": "#/$defs/zomro-key"
       },
       {
        "$ref": "#/$defs/gcore-key"
       }
      ]
     }
    }
   ]
  },
  "anyVm": {
   "title": "machine",
   "type": [
    "object",
    "null"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    }
   },
   "allOf": [
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^serveroid(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/serveroid-vm"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^zomro(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/zomro-vm"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^gcore(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/gcore-vm"
     }
    },
    {
     "if": {
      "type": "object",
      "not": {
       "required": [
        "provider"
       ]
      }
     },
     "then": {
      "anyOf": [
       {
        "$ref": "#/$defs/serveroid-vm"
       },
       {
        "$ref": "#/$defs/zomro-vm"
       },
       {
        "$ref": "#/$defs/gcore-vm"
       }
      ]
     }
    }
   ]
  },
  "anySnapshot": {
   "title": "snapshot",
   "type": [
    "object",
    "null"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    }
   },
   "allOf": [
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^serveroid(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/serveroid-snapshot"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^zomro(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/zomro-snapshot"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^gcore(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/gcore-snapshot"
     }
    },
    {
     "if": {
      "type": "object",
      "not": {
       "required": [
        "provider"
       ]
      }
     },
     "then": {
      "anyOf": [
       {
        "$ref": "#/$defs/serveroid-snapshot"
       },
       {
        "$ref": "#/$defs/zomro-snapshot"
       },
       {
        "$ref": "#/$defs/gcore-snapshot"
       }
      ]
     }
    }
   ]
  },
  "anySchedule": {
   "title": "schedule",
   "type": [
    "object",
    "null"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    }
   },
   "allOf": [
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^zomro(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/zomro-schedule"
     }
    },
    {
     "if": {
      "properties": {
       "provider": {
        "type": "string",
        "pattern": "^gcore(\\.|$)"
       }
      },
      "required": [
       "provider"
      ]
     },
     "then": {
      "$ref": "#/$defs/gcore-schedule"
     }
    },
    {
     "if": {
      "type": "object",
      "not": {
       "required": [
        "provider"
       ]
      }
     },
     "then": {
      "anyOf": [
       {
        "$ref": "#/$defs/zomro-schedule"
       },
       {
        "$ref": "#/$defs/gcore-schedule"
       }
      ]
     }
    }
   ]
  },
  "output": {
   "anyOf": [
    {
     "type": [
      "string",
      "number",
      "boolean"
     ]
    },
    {
     "$ref": "#/$defs/outputBlock"
    }
   ]
  },
  "outputBlock": {
   "type": "object",
   "additionalProperties": false,
   "required": [
    "value"
   ],
   "properties": {
    "value": {
     "description": "Text with ${vms.web[0].ips[0]} and the like.",
     "type": [
      "string",
      "number",
      "boolean"
     ]
    },
    "sensitive": {
     "description": "Masked wherever it is shown.",
     "anyOf": [
      {
       "type": "boolean"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "description": {
     "description": "For people.",
     "type": "string"
    }
   }
  },
  "moved": {
   "type": "object",
   "additionalProperties": false,
   "required": [
    "from",
    "to"
   ],
   "properties": {
    "from": {
     "description": "The address as tracked before this plan; a * stands for any text within one part: vms.old-*.",
     "examples": [
      "vms.old"
     ],
     "type": "string",
     "minLength": 1
    },
    "to": {
     "description": "The address from now on; each * takes what the same one of from stands for: vms.new-*.",
     "examples": [
      "vms.new"
     ],
     "type": "string",
     "minLength": 1
    }
   }
  },
  "removed": {
   "type": "object",
   "additionalProperties": false,
   "required": [
    "from",
    "destroy"
   ],
   "properties": {
    "from": {
     "description": "The address that is no longer declared.",
     "type": "string",
     "minLength": 1
    },
    "destroy": {
     "description": "true deletes the object (even if protected), false forgets it.",
     "anyOf": [
      {
       "type": "boolean"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    }
   }
  },
  "import": {
   "type": "object",
   "additionalProperties": false,
   "required": [
    "to",
    "id"
   ],
   "properties": {
    "to": {
     "description": "The declared address that takes the object over.",
     "type": "string",
     "minLength": 1
    },
    "id": {
     "description": "The object's id at the provider.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    }
   }
  },
  "policy": {
   "description": "Guard rails that hold apply back.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "maxDeletes": {
     "description": "Destructive steps above this number are refused by apply.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 0
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "maxDeletePercent": {
     "description": "Destructive steps above this share of the tracked resources are refused. Default 30 once 10 or more are tracked.",
     "anyOf": [
      {
       "type": "number",
       "minimum": 0,
       "maximum": 100
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "maxMonthlyIncrease": {
     "description": "How much the monthly price may grow.",
     "type": "object",
     "additionalProperties": false,
     "required": [
      "amount",
      "currency"
     ],
     "properties": {
      "amount": {
       "description": "The amount.",
       "anyOf": [
        {
         "type": "number",
         "minimum": 0
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "currency": {
       "description": "Three letters: EUR.",
       "examples": [
        "EUR"
       ],
       "x-hint": "three upper-case letters, such as EUR",
       "anyOf": [
        {
         "type": "string",
         "pattern": "^[A-Z]{3}$"
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "unknown": {
       "description": "What to do when a price is not known. Default warn.",
       "anyOf": [
        {
         "type": "string",
         "enum": [
          "warn",
          "refuse"
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      }
     }
    },
    "assumeAbsentAfter": {
     "description": "After this time an order whose answer was lost may be made again; not shorter than the visibilityGrace of any provider. Default never.",
     "$ref": "#/$defs/duration",
     "x-minimum": "0s"
    },
    "intermediaries": {
     "description": "Where a provider changes things by GET (serveroid) and a proxy, cache or load balancer on the way has told of itself: warn says so, refuse sends no change through it. Default warn.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "warn",
        "refuse"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "maxPlanAge": {
     "description": "How old a saved plan may be. Default 24h.",
     "$ref": "#/$defs/duration",
     "x-minimum": "1s"
    },
    "publicEnv": {
     "description": "Environment variables whose values are no secrets: shown, and allowed in names, count and stack.",
     "type": "array",
     "items": {
      "x-hint": "the name of an environment variable",
      "anyOf": [
       {
        "type": "string",
        "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"
       },
       {
        "$ref": "#/$defs/interpolation"
       }
      ]
     },
     "uniqueItems": true
    }
   }
  },
  "lease": {
   "description": "How long a lock lives without a heartbeat. Default 60s.",
   "$ref": "#/$defs/duration",
   "x-minimum": "100ms",
   "x-maximum": "1d"
  },
  "encryption": {
   "description": "Encrypts the state at rest; lineage and serial stay readable.",
   "type": "object",
   "additionalProperties": false,
   "required": [
    "passphrase"
   ],
   "properties": {
    "passphrase": {
     "description": "The passphrase, by reference: ${env:TRUEUP_PASSPHRASE}.",
     "examples": [
      "${env:TRUEUP_PASSPHRASE}"
     ],
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "previous": {
     "description": "Former passphrases, still good for reading.",
     "type": "array",
     "items": {
      "type": "string",
      "minLength": 1,
      "x-sensitive": true
     }
    }
   }
  },
  "state": {
   "description": "Where the state is kept. Default: a local file.",
   "type": [
    "object",
    "null"
   ],
   "properties": {
    "backend": {
     "description": "local, s3, postgres or http.",
     "type": "string",
     "enum": [
      "local",
      "s3",
      "postgres",
      "http"
     ]
    }
   },
   "allOf": [
    {
     "if": {
      "type": "object",
      "not": {
       "properties": {
        "backend": {
         "enum": [
          "s3",
          "postgres",
          "http"
         ]
        }
       },
       "required": [
        "backend"
       ]
      }
     },
     "then": {
      "$ref": "#/$defs/stateLocal"
     }
    },
    {
     "if": {
      "type": "object",
      "properties": {
       "backend": {
        "const": "s3"
       }
      },
      "required": [
       "backend"
      ]
     },
     "then": {
      "$ref": "#/$defs/stateS3"
     }
    },
    {
     "if": {
      "type": "object",
      "properties": {
       "backend": {
        "const": "postgres"
       }
      },
      "required": [
       "backend"
      ]
     },
     "then": {
      "$ref": "#/$defs/statePostgres"
     }
    },
    {
     "if": {
      "type": "object",
      "properties": {
       "backend": {
        "const": "http"
       }
      },
      "required": [
       "backend"
      ]
     },
     "then": {
      "$ref": "#/$defs/stateHttp"
     }
    }
   ]
  },
  "stateLocal": {
   "title": "state in a local file",
   "type": "object",
   "additionalProperties": false,
   "properties": {
    "backend": {
     "description": "A file on this machine.",
     "type": "string",
     "enum": [
      "local"
     ]
    },
    "path": {
     "description": "Default .trueup/STACK.json beside the configuration.",
     "type": "string",
     "minLength": 1
    },
    "lease": {
     "$ref": "#/$defs/lease"
    },
    "encryption": {
     "$ref": "#/$defs/encryption"
    }
   }
  },
  "stateS3": {
   "title": "state in S3",
   "type": "object",
   "additionalProperties": false,
   "required": [
    "backend",
    "bucket",
    "key"
   ],
   "properties": {
    "backend": {
     "description": "Numbered objects in a bucket; the store must honour If-None-Match.",
     "type": "string",
     "enum": [
      "s3"
     ]
    },
    "bucket": {
     "description": "The bucket.",
     "type": "string",
     "minLength": 1
    },
    "key": {
     "description": "Prefix of the objects, without a slash at either end: shop.json.",
     "examples": [
      "shop.json"
     ],
     "type": "string",
     "minLength": 1
    },
    "region": {
     "description": "The region. Default AWS_REGION, else us-east-1.",
     "type": "string",
     "minLength": 1
    },
    "endpoint": {
     "description": "Scheme, host, port and optional prefix of another store than AWS. Default AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else AWS. Only loopback here; any other host must come from the environment or stand in TRUEUP_ALLOWED_HOSTS.",
     "type": "string",
     "minLength": 1,
     "x-endpoint": true
    },
    "pathStyle": {
     "description": "The bucket in the path instead of the host name. Default: with an endpoint yes, at AWS no.",
     "$ref": "#/$defs/boolean"
    },
    "accessKeyId": {
     "description": "Default AWS_ACCESS_KEY_ID.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "secretAccessKey": {
     "description": "Default AWS_SECRET_ACCESS_KEY.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "sessionToken": {
     "description": "Default AWS_SESSION_TOKEN.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "insecure": {
     "$ref": "#/$defs/insecure"
    },
    "lease": {
     "$ref": "#/$defs/lease"
    },
    "encryption": {
     "$ref": "#/$defs/encryption"
    }
   }
  },
  "statePostgres": {
   "title": "state in PostgreSQL",
   "type": "object",
   "additionalProperties": false,
   "required": [
    "backend",
    "url"
   ],
   "properties": {
    "backend": {
     "description": "A PostgreSQL database.",
     "type": "string",
     "enum": [
      "postgres"
     ]
    },
    "url": {
     "description": "postgres://…, by reference: ${env:DATABASE_URL}.",
     "examples": [
      "${env:DATABASE_URL}"
     ],
     "type": "string",
     "minLength": 1,
     "x-sensitive": true,
     "x-endpoint": true
    },
    "schema": {
     "description": "The schema of the tables. Default trueup.",
     "x-hint": "letters, digits and underscores",
     "anyOf": [
      {
       "type": "string",
       "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,62}$"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "insecure": {
     "description": "Allows a connection without TLS, or without a check of the certificate, to a host that is not loopback.",
     "$ref": "#/$defs/boolean"
    },
    "lease": {
     "$ref": "#/$defs/lease"
    },
    "encryption": {
     "$ref": "#/$defs/encryption"
    }
   }
  },
  "stateHttp": {
   "title": "state over HTTP",
   "type": "object",
   "additionalProperties": false,
   "required": [
    "backend",
    "address",
    "lockAddress"
   ],
   "properties": {
    "backend": {
     "description": "Terraform's http protocol: GitLab-managed state.",
     "type": "string",
     "enum": [
      "http"
     ]
    },
    "address": {
     "description": "Where the state is read and written.",
     "type": "string",
     "minLength": 1,
     "x-endpoint": true
    },
    "lockAddress": {
     "description": "Where the lock is taken.",
     "type": "string",
     "minLength": 1,
     "x-endpoint": true
    },
    "unlockAddress": {
     "description": "Where the lock is given back. Default lockAddress.",
     "type": "string",
     "minLength": 1,
     "x-endpoint": true
    },
    "updateMethod": {
     "description": "Default POST.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "POST",
        "PUT"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "lockMethod": {
     "description": "Default LOCK.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "POST",
        "PUT",
        "LOCK"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "unlockMethod": {
     "description": "Default UNLOCK.",
     "anyOf": [
      {
       "type": "string",
       "enum": [
        "POST",
        "PUT",
        "DELETE",
        "UNLOCK"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "username": {
     "description": "User name. Default TF_HTTP_USERNAME.",
     "type": "string",
     "minLength": 1
    },
    "password": {
     "description": "Password or token, by reference. Default TF_HTTP_PASSWORD.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "insecure": {
     "$ref": "#/$defs/insecure"
    },
    "lease": {
     "$ref": "#/$defs/lease"
    },
    "encryption": {
     "$ref": "#/$defs/encryption"
    }
   }
  },
  "gcore-provider": {
   "title": "gcore provider entry",
   "description": "A gcore project and region. Credentials: GCORE_API_KEY.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "project": {
     "description": "The project, by id or name. Default GCORE_CLOUD_PROJECT_ID.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "region": {
     "description": "The region, by id or name. Default GCORE_CLOUD_REGION_ID.",
     "examples": [
      "Luxembourg-2"
     ],
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "apiKey": {
     "description": "Default GCORE_API_KEY. Never write it here literally.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "endpoint": {
     "$ref": "#/$defs/endpoint"
    },
    "insecure": {
     "$ref": "#/$defs/insecure"
    },
    "concurrency": {
     "$ref": "#/$defs/concurrency"
    },
    "requestsPerSecond": {
     "$ref": "#/$defs/requestsPerSecond"
    },
    "pollInterval": {
     "$ref": "#/$defs/pollInterval"
    },
    "requestTimeout": {
     "$ref": "#/$defs/requestTimeout"
    },
    "visibilityGrace": {
     "$ref": "#/$defs/visibilityGrace"
    },
    "freshReads": {
     "$ref": "#/$defs/freshReads"
    },
    "defaults": {
     "$ref": "#/$defs/gcore-defaults"
    }
   }
  },
  "gcore-snapshotNames": {
   "description": "How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.",
   "x-hint": "text with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} or {local_datetime}, and no other braces",
   "anyOf": [
    {
     "type": "string",
     "minLength": 1,
     "maxLength": 255,
     "pattern": "^([^{}]|\\{(volume_id|schedule_id|lifecycle_policy_id|datetime_utc|local_datetime)\\})*$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "gcore-objectName": {
   "description": "The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
   "x-hint": "3 to 63 letters, digits, spaces, dots, underscores and hyphens; a letter or digit first, no space or hyphen last",
   "x-public": true,
   "anyOf": [
    {
     "type": "string",
     "pattern": "^[a-zA-Z0-9][a-zA-Z 0-9._\\-]{1,61}[a-zA-Z0-9._]$"
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "gcore-volumeType": {
   "description": "standard, ssd_hiiops, ssd_lowlatency (no snapshots), ssd_local; which ones exist depends on the region.",
   "anyOf": [
    {
     "type": "string",
     "enum": [
      "standard",
      "ssd_hiiops",
      "ssd_lowlatency",
      "ssd_local",
      "cold",
      "ultra"
     ]
    },
    {
     "$ref": "#/$defs/interpolation"
    }
   ]
  },
  "gcore-key": {
   "title": "gcore key",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "publicKey"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "gcore-vm": {
   "title": "gcore machine",
   "description": "A virtual machine at gcore.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "existing": {
     "$ref": "#/$defs/existing"
    },
    "flavor": {
     "description": "CPUs and memory: g2-standard-2-4. A change restarts the machine (allowRestart).",
     "examples": [
      "g2-standard-2-4"
     ],
     "type": "string",
     "minLength": 1
    },
    "volumes": {
     "description": "Disks by name. One that disappears from here is a destructive step of its own.",
     "type": "object",
     "propertyNames": {
      "$ref": "#/$defs/resourceKey"
     },
     "additionalProperties": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
       "image": {
        "description": "Made from an image, by name or id: ubuntu-24.04-x64.",
        "examples": [
         "ubuntu-24.04-x64"
        ],
        "type": "string",
        "minLength": 1
       },
       "snapshot": {
        "description": "Made from a snapshot: a name under snapshots, or a snapshot's id.",
        "type": "string",
        "minLength": 1,
        "x-reference": "snapshots",
        "x-or-id": true
       },
       "existing": {
        "description": "A volume that exists, by id or name.",
        "type": "string",
        "minLength": 1
       },
       "size": {
        "description": "Whole GiB, only growing: 20GiB.",
        "examples": [
         "20GiB"
        ],
        "$ref": "#/$defs/size",
        "x-minimum": "1GiB",
        "x-maximum": "65536GiB",
        "x-step": "1GiB"
       },
       "type": {
        "$ref": "#/$defs/gcore-volumeType"
       },
       "boot": {
        "description": "Whether the machine boots from it. Exactly one does.",
        "$ref": "#/$defs/boolean"
       },
       "tags": {
        "$ref": "#/$defs/tags"
       },
       "onRemove": {
        "description": "What happens to the volume when it disappears from here, or with its machine. Default delete.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "delete",
           "forget"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       }
      }
     }
    },
    "interfaces": {
     "description": "Network interfaces by name.",
     "type": "object",
     "x-hint": "an interface's name has at most 37 characters",
     "propertyNames": {
      "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,36}$"
     },
     "additionalProperties": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "type"
      ],
      "properties": {
       "type": {
        "description": "external: a public address; subnet: a subnet of a network; anySubnet: any subnet of a network; reservedFixedIp: a reserved address.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "external",
           "subnet",
           "anySubnet",
           "reservedFixedIp"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "network": {
        "description": "The network, by name or id.",
        "type": "string",
        "minLength": 1
       },
       "subnet": {
        "description": "The subnet, by name or id.",
        "type": "string",
        "minLength": 1
       },
       "ipFamily": {
        "description": "ipv4 (default), ipv6 or dual.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "ipv4",
           "ipv6",
           "dual"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "ip": {
        "description": "A fixed address, with anySubnet.",
        "x-hint": "an IP address",
        "anyOf": [
         {
          "type": "string",
          "pattern": "^([0-9]{1,3}\\.){3}[0-9]{1,3}$|^[0-9a-fA-F:.]{2,45}$"
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "port": {
        "description": "The port of the reserved address, with reservedFixedIp.",
        "type": "string",
        "minLength": 1
       },
       "floatingIp": {
        "description": "new, or the id of a floating address.",
        "type": "string",
        "minLength": 1
       },
       "securityGroups": {
        "description": "Security groups, by name or id. The whole set; [] empties it.",
        "type": "array",
        "items": {
         "type": "string",
         "minLength": 1
        },
        "uniqueItems": true,
        "x-set": true,
        "maxItems": 10
       }
      }
     }
    },
    "keys": {
     "$ref": "#/$defs/keyReferences",
     "type": "array",
     "maxItems": 1,
     "description": "The key, by its name in this configuration. gcore takes one, at creation only."
    },
    "username": {
     "description": "A user to make at creation (Linux), with password.",
     "type": "string",
     "minLength": 1
    },
    "password": {
     "description": "The password, by reference. At creation only.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "userData": {
     "description": "cloud-init data in clear, usually ${file:./cloud-init.yaml}, or ${template:./cloud-init.yaml} to fill in ${name} and ${index}. At creation only; ignored by Linux images if password is set.",
     "examples": [
      "${file:./cloud-init.yaml}"
     ],
     "type": "string",
     "minLength": 1,
     "maxLength": 49152,
     "x-sensitive": true
    },
    "userDataBase64": {
     "description": "Instead of userData, bytes in base64, such as gzip: ${base64:./cloud-init.gz}.",
     "x-hint": "base64, usually ${base64:PATH}",
     "x-sensitive": true,
     "anyOf": [
      {
       "type": "string",
       "minLength": 1,
       "pattern": "^[A-Za-z0-9+/\\r\\n]+={0,2}[\\r\\n]*$"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "tags": {
     "$ref": "#/$defs/tags"
    },
    "placementGroup": {
     "description": "The placement group, by name or id.",
     "type": "string",
     "minLength": 1
    },
    "power": {
     "description": "on, off or suspended. true and false are taken too.",
     "x-words": {
      "true": "on",
      "false": "off"
     },
     "anyOf": [
      {
       "type": [
        "string",
        "boolean"
       ],
       "enum": [
        "on",
        "off",
        "suspended",
        true,
        false
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "allowRestart": {
     "description": "Allows a restart that a change needs (another flavor). Default false.",
     "$ref": "#/$defs/boolean"
    }
   }
  },
  "gcore-snapshot": {
   "title": "gcore snapshot",
   "description": "A snapshot of one volume of a VM at gcore.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "vm"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "volume": {
     "description": "The volume, by its name under the VM's volumes. May be left out if the VM has only one.",
     "type": "string",
     "minLength": 1,
     "x-reference": "volumes"
    },
    "description": {
     "description": "Text for people; cannot be changed afterwards.",
     "type": "string"
    },
    "tags": {
     "$ref": "#/$defs/tags"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "gcore-schedule": {
   "title": "gcore schedule",
   "description": "A lifecycle policy at gcore: snapshots of the volumes of the VMs, by cron or every; or by several schedules.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "vms": {
     "description": "Names of VMs in this configuration. The whole set; [] empties it.",
     "type": "array",
     "items": {
      "type": "string",
      "minLength": 1,
      "x-reference": "vms"
     },
     "uniqueItems": true,
     "x-set": true
    },
    "volumes": {
     "description": "Only these volumes of each VM, by their names in its block. Default: all that it declares.",
     "type": "array",
     "items": {
      "type": "string",
      "minLength": 1
     },
     "minItems": 1,
     "uniqueItems": true,
     "x-set": true
    },
    "cron": {
     "$ref": "#/$defs/cron",
     "x-cron": "lists"
    },
    "timezone": {
     "description": "A time zone such as Europe/Luxembourg, with cron. Default UTC.",
     "examples": [
      "UTC",
      "Europe/Luxembourg"
     ],
     "type": "string",
     "minLength": 1
    },
    "every": {
     "description": "A fixed interval instead of cron: 6h. At least 1h, whole minutes.",
     "examples": [
      "6h"
     ],
     "$ref": "#/$defs/duration",
     "x-minimum": "1h",
     "x-step": "1m"
    },
    "keep": {
     "description": "Snapshots kept: 1 to 10000. The oldest one goes first.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 1,
       "maximum": 10000
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "paused": {
     "description": "Whether the policy takes no snapshots for now. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "retain": {
     "description": "How long each snapshot is kept: 14d.",
     "examples": [
      "14d"
     ],
     "$ref": "#/$defs/duration",
     "x-minimum": "1m",
     "x-step": "1m"
    },
    "nameTemplate": {
     "$ref": "#/$defs/gcore-snapshotNames"
    },
    "schedules": {
     "description": "Several schedules of one policy, at most 10, instead of cron or every and keep.",
     "type": "array",
     "minItems": 1,
     "maxItems": 10,
     "items": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "keep"
      ],
      "properties": {
       "cron": {
        "$ref": "#/$defs/cron",
        "x-cron": "lists"
       },
       "timezone": {
        "description": "A time zone such as Europe/Luxembourg, with cron. Default UTC.",
        "examples": [
         "UTC",
         "Europe/Luxembourg"
        ],
        "type": "string",
        "minLength": 1
       },
       "every": {
        "description": "A fixed interval instead of cron: 6h. At least 1h, whole minutes.",
        "examples": [
         "6h"
        ],
        "$ref": "#/$defs/duration",
        "x-minimum": "1h",
        "x-step": "1m"
       },
       "keep": {
        "description": "Snapshots kept: 1 to 10000. The oldest one goes first.",
        "anyOf": [
         {
          "type": "integer",
          "minimum": 1,
          "maximum": 10000
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "retain": {
        "description": "How long each snapshot is kept: 14d.",
        "examples": [
         "14d"
        ],
        "$ref": "#/$defs/duration",
        "x-minimum": "1m",
        "x-step": "1m"
       },
       "nameTemplate": {
        "$ref": "#/$defs/gcore-snapshotNames"
       }
      }
     }
    }
   }
  },
  "serveroid-provider": {
   "title": "serveroid provider entry",
   "description": "A serveroid account and project. Credentials: SERVEROID_CLIENT_ID and SERVEROID_API_KEY.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "project": {
     "description": "The project, by description or id.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "clientId": {
     "description": "Default SERVEROID_CLIENT_ID.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "apiKey": {
     "description": "Default SERVEROID_API_KEY. Never write it here literally.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "endpoint": {
     "$ref": "#/$defs/endpoint"
    },
    "insecure": {
     "$ref": "#/$defs/insecure"
    },
    "diskPerMemory": {
     "description": "How many times its memory a disk may have. Default 64.",
     "anyOf": [
      {
       "type": "number",
       "exclusiveMinimum": 0,
       "maximum": 4096
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "concurrency": {
     "$ref": "#/$defs/concurrency"
    },
    "requestsPerSecond": {
     "$ref": "#/$defs/requestsPerSecond"
    },
    "pollInterval": {
     "$ref": "#/$defs/pollInterval"
    },
    "requestTimeout": {
     "$ref": "#/$defs/requestTimeout"
    },
    "visibilityGrace": {
     "$ref": "#/$defs/visibilityGrace"
    },
    "freshReads": {
     "$ref": "#/$defs/freshReads"
    },
    "defaults": {
     "$ref": "#/$defs/serveroid-defaults"
    }
   }
  },
  "serveroid-key": {
   "title": "serveroid key",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "publicKey"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/name"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "serveroid-backupPolicy": {
   "title": "serveroid backup policy",
   "type": "object",
   "additionalProperties": false,
   "required": [
    "keep",
    "every"
   ],
   "properties": {
    "keep": {
     "description": "Backups kept: 1 to 10.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 1,
       "maximum": 10
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "every": {
     "description": "Time between two backups.",
     "$ref": "#/$defs/duration",
     "x-allowed": [
      "3h",
      "6h",
      "12h",
      "24h",
      "72h"
     ]
    }
   }
  },
  "serveroid-vm": {
   "title": "serveroid machine",
   "description": "A virtual machine at serveroid.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/name"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "existing": {
     "$ref": "#/$defs/existing"
    },
    "image": {
     "description": "The distribution, as `trueup catalog serveroid images` lists it. A change afterwards needs a rebuild, which destroys the disk.",
     "type": "object",
     "additionalProperties": false,
     "required": [
      "name",
      "bitness"
     ],
     "properties": {
      "name": {
       "description": "UBUNTU, DEBIAN, CENTOS, WINDOWS_2012, …",
       "examples": [
        "UBUNTU",
        "DEBIAN",
        "CENTOS",
        "WINDOWS_2012"
       ],
       "type": "string",
       "minLength": 1
      },
      "bitness": {
       "description": "32 or 64.",
       "anyOf": [
        {
         "type": "integer",
         "enum": [
          32,
          64
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "description": {
       "description": "Matches as a prefix: Ubuntu 14.04.",
       "examples": [
        "Ubuntu 14.04"
       ],
       "type": "string",
       "minLength": 1
      }
     }
    },
    "tariff": {
     "description": "The tariff, by name or id.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "memory": {
     "description": "Memory, on an on-demand tariff only: 512MiB to 16GiB.",
     "examples": [
      "1GiB"
     ],
     "$ref": "#/$defs/size",
     "x-minimum": "512MiB",
     "x-maximum": "16GiB"
    },
    "disk": {
     "description": "Disk, on an on-demand tariff only: 8GiB to 512GiB, at most 64 times the memory. It only grows.",
     "examples": [
      "32GiB"
     ],
     "$ref": "#/$defs/size",
     "x-minimum": "8GiB",
     "x-maximum": "512GiB"
    },
    "cpu": {
     "description": "CPUs, on an on-demand tariff only: 1 to 12. They only grow.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 1,
       "maximum": 12
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "ips": {
     "description": "How many public addresses. What the installation cannot give (it gives at most 2) is added afterwards. To give one up, name it in releaseIps.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 0,
       "maximum": 64
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "releaseIps": {
     "description": "Addresses to give up. One that the VM does not hold is left alone.",
     "type": "array",
     "items": {
      "x-hint": "an IP address, such as 203.0.113.7",
      "anyOf": [
       {
        "type": "string",
        "pattern": "^([0-9]{1,3}\\.){3}[0-9]{1,3}$|^[0-9a-fA-F:.]{2,45}$"
       },
       {
        "$ref": "#/$defs/interpolation"
       }
      ]
     },
     "uniqueItems": true,
     "x-set": true
    },
    "password": {
     "description": "The administrator's password: Latin letters of both cases and a digit or one of !()[]-.?~`. By reference: ${env:WEB_PASSWORD}.",
     "examples": [
      "${env:WEB_PASSWORD}"
     ],
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "sendPassword": {
     "description": "Lets the provider e-mail the password. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "supportAccess": {
     "description": "Lets the provider's support in. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "keys": {
     "$ref": "#/$defs/keyReferences"
    },
    "software": {
     "description": "Software installed at creation, by name: mysql, postgresql, java, …",
     "type": "array",
     "items": {
      "type": "string",
      "minLength": 1
     },
     "uniqueItems": true,
     "x-set": true
    },
    "power": {
     "$ref": "#/$defs/power"
    },
    "shutdown": {
     "description": "How the machine is stopped.",
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "mode": {
       "description": "graceful asks the guest; force pulls the plug (unsaved data is lost). Default graceful.",
       "anyOf": [
        {
         "type": "string",
         "enum": [
          "graceful",
          "force"
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "timeout": {
       "description": "How long a graceful stop may take. The provider itself gives up after 3 minutes.",
       "$ref": "#/$defs/duration",
       "x-minimum": "1s",
       "x-maximum": "1d"
      }
     }
    },
    "backupPolicy": {
     "$ref": "#/$defs/backupPolicyReference"
    },
    "cloneOf": {
     "description": "Makes the machine as a clone of another one, or of one of its snapshots.",
     "type": "object",
     "additionalProperties": false,
     "required": [
      "vm"
     ],
     "properties": {
      "vm": {
       "$ref": "#/$defs/vmReference"
      },
      "snapshot": {
       "description": "A snapshot of that VM, by its name in this configuration.",
       "type": "string",
       "minLength": 1,
       "x-reference": "snapshots"
      }
     }
    },
    "allowRestart": {
     "description": "Allows a restart that a change needs (less memory). Default false.",
     "$ref": "#/$defs/boolean"
    }
   }
  },
  "serveroid-snapshot": {
   "title": "serveroid snapshot",
   "description": "A snapshot of a VM at serveroid.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "vm"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/name"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "description": {
     "description": "Text for people; cannot be changed afterwards.",
     "type": "string"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "zomro-provider": {
   "title": "zomro provider entry",
   "description": "A zomro account. Credentials: ZOMRO_USERNAME and ZOMRO_PASSWORD, or ZOMRO_SESSION.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "username": {
     "description": "Default ZOMRO_USERNAME.",
     "type": "string",
     "minLength": 1
    },
    "password": {
     "description": "Default ZOMRO_PASSWORD. Never write it here literally.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "session": {
     "description": "A session token instead of user name and password. Default ZOMRO_SESSION.",
     "type": "string",
     "minLength": 1,
     "x-sensitive": true
    },
    "endpoint": {
     "$ref": "#/$defs/endpoint"
    },
    "insecure": {
     "$ref": "#/$defs/insecure"
    },
    "concurrency": {
     "$ref": "#/$defs/concurrency"
    },
    "requestsPerSecond": {
     "$ref": "#/$defs/requestsPerSecond"
    },
    "pollInterval": {
     "$ref": "#/$defs/pollInterval"
    },
    "requestTimeout": {
     "$ref": "#/$defs/requestTimeout"
    },
    "visibilityGrace": {
     "$ref": "#/$defs/visibilityGrace"
    },
    "defaults": {
     "$ref": "#/$defs/zomro-defaults"
    }
   }
  },
  "zomro-objectName": {
   "description": "The name at the provider, at most 100 characters. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
   "type": "string",
   "minLength": 1,
   "maxLength": 100,
   "pattern": "^[^\\s\\u200b-\\u200d\\u2060\\u0000-\\u001f\\u007f](?:[^\\u0000-\\u001f\\u007f]*[^\\s\\u200b-\\u200d\\u2060\\u0000-\\u001f\\u007f])?$",
   "x-hint": "text of one line without spaces at its ends, which the provider would not keep",
   "x-public": true
  },
  "zomro-key": {
   "title": "zomro key",
   "description": "An SSH key at zomro (through functions that no vendor page documents).",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "publicKey"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "zomro-backupPolicy": {
   "title": "zomro backup policy",
   "type": "object",
   "additionalProperties": false,
   "required": [
    "keep"
   ],
   "properties": {
    "keep": {
     "description": "Automatic backups kept: 1 to 10.",
     "anyOf": [
      {
       "type": "integer",
       "minimum": 1,
       "maximum": 10
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    }
   }
  },
  "zomro-vm": {
   "title": "zomro machine",
   "description": "A virtual machine at zomro: an existing one, or with allowOrder a new one.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "existing": {
     "$ref": "#/$defs/existing"
    },
    "allowOrder": {
     "description": "Allows ordering a new machine, through functions that no vendor page documents in full.",
     "$ref": "#/$defs/boolean"
    },
    "tariff": {
     "description": "The tariff, by name or id.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "period": {
     "description": "How long the machine is ordered for: daily (pay as you go), or 1, 3, 6, 12 months. Cannot be changed afterwards.",
     "x-text": true,
     "anyOf": [
      {
       "type": [
        "string",
        "integer"
       ],
       "enum": [
        "daily",
        1,
        3,
        6,
        12,
        "1",
        "3",
        "6",
        "12"
       ]
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "datacenter": {
     "description": "The data centre, by name or id. Cannot be changed afterwards.",
     "type": [
      "string",
      "integer"
     ],
     "x-text": true,
     "minLength": 1
    },
    "image": {
     "description": "The operating system, by its label: Debian 12. A change afterwards needs a rebuild, which destroys the disk.",
     "examples": [
      "Debian 12"
     ],
     "type": "string",
     "minLength": 1
    },
    "password": {
     "description": "The password of root: 8 to 48 ASCII characters with an upper-case letter and a digit, without spaces and #. By reference: ${env:DB_PASSWORD}.",
     "x-sensitive": true,
     "x-hint": "8 to 48 ASCII characters, at least one upper-case letter and one digit, no space and no #",
     "anyOf": [
      {
       "type": "string",
       "pattern": "^(?=.*[A-Z])(?=.*[0-9])[!\"$-~]{8,48}$"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "keys": {
     "$ref": "#/$defs/keyReferences",
     "type": "array",
     "maxItems": 1,
     "description": "The key, by its name in this configuration. zomro takes one, at installation only."
    },
    "power": {
     "$ref": "#/$defs/power"
    },
    "backupPolicy": {
     "$ref": "#/$defs/backupPolicyReference"
    },
    "rescue": {
     "description": "Rescue mode: the machine is booted from another image.",
     "type": "object",
     "additionalProperties": false,
     "required": [
      "image"
     ],
     "properties": {
      "image": {
       "description": "The image to boot, by its label: Debian 12.",
       "examples": [
        "Debian 12"
       ],
       "type": "string",
       "minLength": 1
      },
      "zone": {
       "description": "pub: the provider's images; own: one's own. Default pub.",
       "anyOf": [
        {
         "type": "string",
         "enum": [
          "pub",
          "own"
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "password": {
       "description": "The password in rescue mode, by reference.",
       "type": "string",
       "minLength": 1,
       "x-sensitive": true
      },
      "enabled": {
       "description": "false leaves rescue mode. Default true.",
       "$ref": "#/$defs/boolean"
      }
     }
    }
   }
  },
  "zomro-snapshot": {
   "title": "zomro snapshot",
   "description": "A snapshot of a VM at zomro. It costs money per day; the panel allows 5 a day.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "vm"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "zomro-schedule": {
   "title": "zomro schedule",
   "description": "A backup schedule of a VM at zomro: days and a time (GMT+3 by the panel), or a cron that says the same. How many backups are kept is said by the VM's backupPolicy.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "required": [
    "vm"
   ],
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "count": {
     "$ref": "#/$defs/count"
    },
    "instances": {
     "$ref": "#/$defs/instances"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "days": {
     "description": "The days of the week: [mon, tue, wed, thu, fri].",
     "type": "array",
     "minItems": 1,
     "items": {
      "anyOf": [
       {
        "type": "string",
        "enum": [
         "sun",
         "mon",
         "tue",
         "wed",
         "thu",
         "fri",
         "sat"
        ]
       },
       {
        "$ref": "#/$defs/interpolation"
       }
      ]
     },
     "uniqueItems": true
    },
    "time": {
     "description": "HH:MM in the provider's own time zone (GMT+3 by its panel).",
     "examples": [
      "02:01"
     ],
     "x-hint": "HH:MM from 00:00 to 23:59",
     "anyOf": [
      {
       "type": "string",
       "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"
      },
      {
       "$ref": "#/$defs/interpolation"
      }
     ]
    },
    "cron": {
     "$ref": "#/$defs/cron",
     "x-cron": "days-and-time"
    }
   }
  },
  "gcore-key-defaults": {
   "title": "gcore, defaults: keys",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "serveroid-key-defaults": {
   "title": "serveroid, defaults: keys",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/name"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "zomro-key-defaults": {
   "title": "zomro, defaults: keys",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "any-key-defaults": {
   "title": "defaults: keys",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "description": "The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-objectName"
      },
      {
       "$ref": "#/$defs/name"
      },
      {
       "$ref": "#/$defs/zomro-objectName"
      }
     ]
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "publicKey": {
     "$ref": "#/$defs/publicKey"
    }
   }
  },
  "gcore-vm-defaults": {
   "title": "gcore, defaults: vms",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "flavor": {
     "$ref": "#/$defs/gcore-vm/properties/flavor"
    },
    "volumes": {
     "$ref": "#/$defs/gcore-vm/properties/volumes"
    },
    "interfaces": {
     "description": "Network interfaces by name.",
     "type": "object",
     "x-hint": "an interface's name has at most 37 characters",
     "propertyNames": {
      "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,36}$"
     },
     "additionalProperties": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
       "type": {
        "description": "external: a public address; subnet: a subnet of a network; anySubnet: any subnet of a network; reservedFixedIp: a reserved address.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "external",
           "subnet",
           "anySubnet",
           "reservedFixedIp"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "network": {
        "description": "The network, by name or id.",
        "type": "string",
        "minLength": 1
       },
       "subnet": {
        "description": "The subnet, by name or id.",
        "type": "string",
        "minLength": 1
       },
       "ipFamily": {
        "description": "ipv4 (default), ipv6 or dual.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "ipv4",
           "ipv6",
           "dual"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "ip": {
        "description": "A fixed address, with anySubnet.",
        "x-hint": "an IP address",
        "anyOf": [
         {
          "type": "string",
          "pattern": "^([0-9]{1,3}\\.){3}[0-9]{1,3}$|^[0-9a-fA-F:.]{2,45}$"
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "port": {
        "description": "The port of the reserved address, with reservedFixedIp.",
        "type": "string",
        "minLength": 1
       },
       "floatingIp": {
        "description": "new, or the id of a floating address.",
        "type": "string",
        "minLength": 1
       },
       "securityGroups": {
        "description": "Security groups, by name or id. The whole set; [] empties it.",
        "type": "array",
        "items": {
         "type": "string",
         "minLength": 1
        },
        "uniqueItems": true,
        "x-set": true,
        "maxItems": 10
       }
      }
     }
    },
    "keys": {
     "$ref": "#/$defs/keyReferences",
     "type": "array",
     "maxItems": 1,
     "description": "The key, by its name in this configuration. gcore takes one, at creation only."
    },
    "username": {
     "$ref": "#/$defs/gcore-vm/properties/username"
    },
    "password": {
     "$ref": "#/$defs/gcore-vm/properties/password"
    },
    "userData": {
     "$ref": "#/$defs/gcore-vm/properties/userData"
    },
    "userDataBase64": {
     "$ref": "#/$defs/gcore-vm/properties/userDataBase64"
    },
    "tags": {
     "$ref": "#/$defs/tags"
    },
    "placementGroup": {
     "$ref": "#/$defs/gcore-vm/properties/placementGroup"
    },
    "power": {
     "$ref": "#/$defs/gcore-vm/properties/power"
    },
    "allowRestart": {
     "description": "Allows a restart that a change needs (another flavor). Default false.",
     "$ref": "#/$defs/boolean"
    }
   }
  },
  "serveroid-vm-defaults": {
   "title": "serveroid, defaults: vms",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/name"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "image": {
     "description": "The distribution, as `trueup catalog serveroid images` lists it. A change afterwards needs a rebuild, which destroys the disk.",
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "name": {
       "description": "UBUNTU, DEBIAN, CENTOS, WINDOWS_2012, …",
       "examples": [
        "UBUNTU",
        "DEBIAN",
        "CENTOS",
        "WINDOWS_2012"
       ],
       "type": "string",
       "minLength": 1
      },
      "bitness": {
       "description": "32 or 64.",
       "anyOf": [
        {
         "type": "integer",
         "enum": [
          32,
          64
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "description": {
       "description": "Matches as a prefix: Ubuntu 14.04.",
       "examples": [
        "Ubuntu 14.04"
       ],
       "type": "string",
       "minLength": 1
      }
     }
    },
    "tariff": {
     "$ref": "#/$defs/serveroid-vm/properties/tariff"
    },
    "memory": {
     "description": "Memory, on an on-demand tariff only: 512MiB to 16GiB.",
     "examples": [
      "1GiB"
     ],
     "$ref": "#/$defs/size",
     "x-minimum": "512MiB",
     "x-maximum": "16GiB"
    },
    "disk": {
     "description": "Disk, on an on-demand tariff only: 8GiB to 512GiB, at most 64 times the memory. It only grows.",
     "examples": [
      "32GiB"
     ],
     "$ref": "#/$defs/size",
     "x-minimum": "8GiB",
     "x-maximum": "512GiB"
    },
    "cpu": {
     "$ref": "#/$defs/serveroid-vm/properties/cpu"
    },
    "ips": {
     "$ref": "#/$defs/serveroid-vm/properties/ips"
    },
    "releaseIps": {
     "$ref": "#/$defs/serveroid-vm/properties/releaseIps"
    },
    "password": {
     "$ref": "#/$defs/serveroid-vm/properties/password"
    },
    "sendPassword": {
     "description": "Lets the provider e-mail the password. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "supportAccess": {
     "description": "Lets the provider's support in. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "keys": {
     "$ref": "#/$defs/keyReferences"
    },
    "software": {
     "$ref": "#/$defs/serveroid-vm/properties/software"
    },
    "power": {
     "$ref": "#/$defs/power"
    },
    "shutdown": {
     "$ref": "#/$defs/serveroid-vm/properties/shutdown"
    },
    "backupPolicy": {
     "$ref": "#/$defs/backupPolicyReference"
    },
    "cloneOf": {
     "description": "Makes the machine as a clone of another one, or of one of its snapshots.",
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "vm": {
       "$ref": "#/$defs/vmReference"
      },
      "snapshot": {
       "description": "A snapshot of that VM, by its name in this configuration.",
       "type": "string",
       "minLength": 1,
       "x-reference": "snapshots"
      }
     }
    },
    "allowRestart": {
     "description": "Allows a restart that a change needs (less memory). Default false.",
     "$ref": "#/$defs/boolean"
    }
   }
  },
  "zomro-vm-defaults": {
   "title": "zomro, defaults: vms",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "allowOrder": {
     "description": "Allows ordering a new machine, through functions that no vendor page documents in full.",
     "$ref": "#/$defs/boolean"
    },
    "tariff": {
     "$ref": "#/$defs/zomro-vm/properties/tariff"
    },
    "period": {
     "$ref": "#/$defs/zomro-vm/properties/period"
    },
    "datacenter": {
     "$ref": "#/$defs/zomro-vm/properties/datacenter"
    },
    "image": {
     "$ref": "#/$defs/zomro-vm/properties/image"
    },
    "password": {
     "$ref": "#/$defs/zomro-vm/properties/password"
    },
    "keys": {
     "$ref": "#/$defs/keyReferences",
     "type": "array",
     "maxItems": 1,
     "description": "The key, by its name in this configuration. zomro takes one, at installation only."
    },
    "power": {
     "$ref": "#/$defs/power"
    },
    "backupPolicy": {
     "$ref": "#/$defs/backupPolicyReference"
    },
    "rescue": {
     "description": "Rescue mode: the machine is booted from another image.",
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "image": {
       "description": "The image to boot, by its label: Debian 12.",
       "examples": [
        "Debian 12"
       ],
       "type": "string",
       "minLength": 1
      },
      "zone": {
       "description": "pub: the provider's images; own: one's own. Default pub.",
       "anyOf": [
        {
         "type": "string",
         "enum": [
          "pub",
          "own"
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "password": {
       "description": "The password in rescue mode, by reference.",
       "type": "string",
       "minLength": 1,
       "x-sensitive": true
      },
      "enabled": {
       "description": "false leaves rescue mode. Default true.",
       "$ref": "#/$defs/boolean"
      }
     }
    }
   }
  },
  "any-vm-defaults": {
   "title": "defaults: vms",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "description": "The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-objectName"
      },
      {
       "$ref": "#/$defs/name"
      },
      {
       "$ref": "#/$defs/zomro-objectName"
      }
     ]
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/vmLifecycle"
    },
    "flavor": {
     "$ref": "#/$defs/gcore-vm/properties/flavor"
    },
    "volumes": {
     "$ref": "#/$defs/gcore-vm/properties/volumes"
    },
    "interfaces": {
     "description": "Network interfaces by name.",
     "type": "object",
     "x-hint": "an interface's name has at most 37 characters",
     "propertyNames": {
      "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,36}$"
     },
     "additionalProperties": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
       "type": {
        "description": "external: a public address; subnet: a subnet of a network; anySubnet: any subnet of a network; reservedFixedIp: a reserved address.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "external",
           "subnet",
           "anySubnet",
           "reservedFixedIp"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "network": {
        "description": "The network, by name or id.",
        "type": "string",
        "minLength": 1
       },
       "subnet": {
        "description": "The subnet, by name or id.",
        "type": "string",
        "minLength": 1
       },
       "ipFamily": {
        "description": "ipv4 (default), ipv6 or dual.",
        "anyOf": [
         {
          "type": "string",
          "enum": [
           "ipv4",
           "ipv6",
           "dual"
          ]
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "ip": {
        "description": "A fixed address, with anySubnet.",
        "x-hint": "an IP address",
        "anyOf": [
         {
          "type": "string",
          "pattern": "^([0-9]{1,3}\\.){3}[0-9]{1,3}$|^[0-9a-fA-F:.]{2,45}$"
         },
         {
          "$ref": "#/$defs/interpolation"
         }
        ]
       },
       "port": {
        "description": "The port of the reserved address, with reservedFixedIp.",
        "type": "string",
        "minLength": 1
       },
       "floatingIp": {
        "description": "new, or the id of a floating address.",
        "type": "string",
        "minLength": 1
       },
       "securityGroups": {
        "description": "Security groups, by name or id. The whole set; [] empties it.",
        "type": "array",
        "items": {
         "type": "string",
         "minLength": 1
        },
        "uniqueItems": true,
        "x-set": true,
        "maxItems": 10
       }
      }
     }
    },
    "keys": {
     "description": "The key, by its name in this configuration. gcore takes one, at creation only.",
     "anyOf": [
      {
       "$ref": "#/$defs/keyReferences",
       "type": "array",
       "maxItems": 1,
       "description": "The key, by its name in this configuration. gcore takes one, at creation only."
      },
      {
       "$ref": "#/$defs/keyReferences"
      },
      {
       "$ref": "#/$defs/keyReferences",
       "type": "array",
       "maxItems": 1,
       "description": "The key, by its name in this configuration. zomro takes one, at installation only."
      }
     ]
    },
    "username": {
     "$ref": "#/$defs/gcore-vm/properties/username"
    },
    "password": {
     "description": "The password, by reference. At creation only.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-vm/properties/password"
      },
      {
       "$ref": "#/$defs/serveroid-vm/properties/password"
      },
      {
       "$ref": "#/$defs/zomro-vm/properties/password"
      }
     ]
    },
    "userData": {
     "$ref": "#/$defs/gcore-vm/properties/userData"
    },
    "userDataBase64": {
     "$ref": "#/$defs/gcore-vm/properties/userDataBase64"
    },
    "tags": {
     "$ref": "#/$defs/tags"
    },
    "placementGroup": {
     "$ref": "#/$defs/gcore-vm/properties/placementGroup"
    },
    "power": {
     "description": "on, off or suspended. true and false are taken too.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-vm/properties/power"
      },
      {
       "$ref": "#/$defs/power"
      }
     ]
    },
    "allowRestart": {
     "description": "Allows a restart that a change needs (another flavor). Default false.",
     "anyOf": [
      {
       "description": "Allows a restart that a change needs (another flavor). Default false.",
       "$ref": "#/$defs/boolean"
      },
      {
       "description": "Allows a restart that a change needs (less memory). Default false.",
       "$ref": "#/$defs/boolean"
      }
     ]
    },
    "image": {
     "description": "The distribution, as `trueup catalog serveroid images` lists it. A change afterwards needs a rebuild, which destroys the disk.",
     "anyOf": [
      {
       "description": "The distribution, as `trueup catalog serveroid images` lists it. A change afterwards needs a rebuild, which destroys the disk.",
       "type": "object",
       "additionalProperties": false,
       "properties": {
        "name": {
         "description": "UBUNTU, DEBIAN, CENTOS, WINDOWS_2012, …",
         "examples": [
          "UBUNTU",
          "DEBIAN",
          "CENTOS",
          "WINDOWS_2012"
         ],
         "type": "string",
         "minLength": 1
        },
        "bitness": {
         "description": "32 or 64.",
         "anyOf": [
          {
           "type": "integer",
           "enum": [
            32,
            64
           ]
          },
          {
           "$ref": "#/$defs/interpolation"
          }
         ]
        },
        "description": {
         "description": "Matches as a prefix: Ubuntu 14.04.",
         "examples": [
          "Ubuntu 14.04"
         ],
         "type": "string",
         "minLength": 1
        }
       }
      },
      {
       "$ref": "#/$defs/zomro-vm/properties/image"
      }
     ]
    },
    "tariff": {
     "description": "The tariff, by name or id.",
     "anyOf": [
      {
       "$ref": "#/$defs/serveroid-vm/properties/tariff"
      },
      {
       "$ref": "#/$defs/zomro-vm/properties/tariff"
      }
     ]
    },
    "memory": {
     "description": "Memory, on an on-demand tariff only: 512MiB to 16GiB.",
     "examples": [
      "1GiB"
     ],
     "$ref": "#/$defs/size",
     "x-minimum": "512MiB",
     "x-maximum": "16GiB"
    },
    "disk": {
     "description": "Disk, on an on-demand tariff only: 8GiB to 512GiB, at most 64 times the memory. It only grows.",
     "examples": [
      "32GiB"
     ],
     "$ref": "#/$defs/size",
     "x-minimum": "8GiB",
     "x-maximum": "512GiB"
    },
    "cpu": {
     "$ref": "#/$defs/serveroid-vm/properties/cpu"
    },
    "ips": {
     "$ref": "#/$defs/serveroid-vm/properties/ips"
    },
    "releaseIps": {
     "$ref": "#/$defs/serveroid-vm/properties/releaseIps"
    },
    "sendPassword": {
     "description": "Lets the provider e-mail the password. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "supportAccess": {
     "description": "Lets the provider's support in. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "software": {
     "$ref": "#/$defs/serveroid-vm/properties/software"
    },
    "shutdown": {
     "$ref": "#/$defs/serveroid-vm/properties/shutdown"
    },
    "backupPolicy": {
     "$ref": "#/$defs/backupPolicyReference"
    },
    "cloneOf": {
     "description": "Makes the machine as a clone of another one, or of one of its snapshots.",
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "vm": {
       "$ref": "#/$defs/vmReference"
      },
      "snapshot": {
       "description": "A snapshot of that VM, by its name in this configuration.",
       "type": "string",
       "minLength": 1,
       "x-reference": "snapshots"
      }
     }
    },
    "allowOrder": {
     "description": "Allows ordering a new machine, through functions that no vendor page documents in full.",
     "$ref": "#/$defs/boolean"
    },
    "period": {
     "$ref": "#/$defs/zomro-vm/properties/period"
    },
    "datacenter": {
     "$ref": "#/$defs/zomro-vm/properties/datacenter"
    },
    "rescue": {
     "description": "Rescue mode: the machine is booted from another image.",
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "image": {
       "description": "The image to boot, by its label: Debian 12.",
       "examples": [
        "Debian 12"
       ],
       "type": "string",
       "minLength": 1
      },
      "zone": {
       "description": "pub: the provider's images; own: one's own. Default pub.",
       "anyOf": [
        {
         "type": "string",
         "enum": [
          "pub",
          "own"
         ]
        },
        {
         "$ref": "#/$defs/interpolation"
        }
       ]
      },
      "password": {
       "description": "The password in rescue mode, by reference.",
       "type": "string",
       "minLength": 1,
       "x-sensitive": true
      },
      "enabled": {
       "description": "false leaves rescue mode. Default true.",
       "$ref": "#/$defs/boolean"
      }
     }
    }
   }
  },
  "gcore-snapshot-defaults": {
   "title": "gcore, defaults: snapshots",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "volume": {
     "$ref": "#/$defs/gcore-snapshot/properties/volume"
    },
    "description": {
     "$ref": "#/$defs/gcore-snapshot/properties/description"
    },
    "tags": {
     "$ref": "#/$defs/tags"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "serveroid-snapshot-defaults": {
   "title": "serveroid, defaults: snapshots",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/name"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "description": {
     "$ref": "#/$defs/serveroid-snapshot/properties/description"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "zomro-snapshot-defaults": {
   "title": "zomro, defaults: snapshots",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "any-snapshot-defaults": {
   "title": "defaults: snapshots",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "description": "The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-objectName"
      },
      {
       "$ref": "#/$defs/name"
      },
      {
       "$ref": "#/$defs/zomro-objectName"
      }
     ]
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "volume": {
     "$ref": "#/$defs/gcore-snapshot/properties/volume"
    },
    "description": {
     "description": "Text for people; cannot be changed afterwards.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-snapshot/properties/description"
      },
      {
       "$ref": "#/$defs/serveroid-snapshot/properties/description"
      }
     ]
    },
    "tags": {
     "$ref": "#/$defs/tags"
    },
    "take": {
     "$ref": "#/$defs/take"
    }
   }
  },
  "gcore-schedule-defaults": {
   "title": "gcore, defaults: schedules",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/gcore-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "vms": {
     "$ref": "#/$defs/gcore-schedule/properties/vms"
    },
    "volumes": {
     "$ref": "#/$defs/gcore-schedule/properties/volumes"
    },
    "cron": {
     "$ref": "#/$defs/cron",
     "x-cron": "lists"
    },
    "timezone": {
     "$ref": "#/$defs/gcore-schedule/properties/timezone"
    },
    "every": {
     "description": "A fixed interval instead of cron: 6h. At least 1h, whole minutes.",
     "examples": [
      "6h"
     ],
     "$ref": "#/$defs/duration",
     "x-minimum": "1h",
     "x-step": "1m"
    },
    "keep": {
     "$ref": "#/$defs/gcore-schedule/properties/keep"
    },
    "paused": {
     "description": "Whether the policy takes no snapshots for now. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "retain": {
     "description": "How long each snapshot is kept: 14d.",
     "examples": [
      "14d"
     ],
     "$ref": "#/$defs/duration",
     "x-minimum": "1m",
     "x-step": "1m"
    },
    "nameTemplate": {
     "$ref": "#/$defs/gcore-snapshotNames"
    },
    "schedules": {
     "$ref": "#/$defs/gcore-schedule/properties/schedules"
    }
   }
  },
  "zomro-schedule-defaults": {
   "title": "zomro, defaults: schedules",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "$ref": "#/$defs/zomro-objectName"
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "days": {
     "$ref": "#/$defs/zomro-schedule/properties/days"
    },
    "time": {
     "$ref": "#/$defs/zomro-schedule/properties/time"
    },
    "cron": {
     "$ref": "#/$defs/cron",
     "x-cron": "days-and-time"
    }
   }
  },
  "any-schedule-defaults": {
   "title": "defaults: schedules",
   "x-defaults": true,
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "properties": {
    "provider": {
     "$ref": "#/$defs/provider"
    },
    "name": {
     "description": "The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.",
     "anyOf": [
      {
       "$ref": "#/$defs/gcore-objectName"
      },
      {
       "$ref": "#/$defs/zomro-objectName"
      }
     ]
    },
    "dependsOn": {
     "$ref": "#/$defs/dependsOn"
    },
    "timeouts": {
     "$ref": "#/$defs/timeouts"
    },
    "lifecycle": {
     "$ref": "#/$defs/lifecycle"
    },
    "vm": {
     "$ref": "#/$defs/vmReference"
    },
    "vms": {
     "$ref": "#/$defs/gcore-schedule/properties/vms"
    },
    "volumes": {
     "$ref": "#/$defs/gcore-schedule/properties/volumes"
    },
    "cron": {
     "description": "Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.",
     "anyOf": [
      {
       "$ref": "#/$defs/cron",
       "x-cron": "lists"
      },
      {
       "$ref": "#/$defs/cron",
       "x-cron": "days-and-time"
      }
     ]
    },
    "timezone": {
     "$ref": "#/$defs/gcore-schedule/properties/timezone"
    },
    "every": {
     "description": "A fixed interval instead of cron: 6h. At least 1h, whole minutes.",
     "examples": [
      "6h"
     ],
     "$ref": "#/$defs/duration",
     "x-minimum": "1h",
     "x-step": "1m"
    },
    "keep": {
     "$ref": "#/$defs/gcore-schedule/properties/keep"
    },
    "paused": {
     "description": "Whether the policy takes no snapshots for now. Default false.",
     "$ref": "#/$defs/boolean"
    },
    "retain": {
     "description": "How long each snapshot is kept: 14d.",
     "examples": [
      "14d"
     ],
     "$ref": "#/$defs/duration",
     "x-minimum": "1m",
     "x-step": "1m"
    },
    "nameTemplate": {
     "$ref": "#/$defs/gcore-snapshotNames"
    },
    "schedules": {
     "$ref": "#/$defs/gcore-schedule/properties/schedules"
    },
    "days": {
     "$ref": "#/$defs/zomro-schedule/properties/days"
    },
    "time": {
     "$ref": "#/$defs/zomro-schedule/properties/time"
    }
   }
  },
  "defaults": {
   "description": "Merged under every resource of this provider: maps deeply, lists and scalars replaced.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "x-checked": "apart",
   "properties": {
    "keys": {
     "description": "Defaults of keys.",
     "$ref": "#/$defs/any-key-defaults"
    },
    "vms": {
     "description": "Defaults of VMs.",
     "$ref": "#/$defs/any-vm-defaults"
    },
    "snapshots": {
     "description": "Defaults of snapshots.",
     "$ref": "#/$defs/any-snapshot-defaults"
    },
    "schedules": {
     "description": "Defaults of schedules.",
     "$ref": "#/$defs/any-schedule-defaults"
    }
   }
  },
  "gcore-defaults": {
   "description": "Merged under every resource of this provider: maps deeply, lists and scalars replaced.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "x-checked": "apart",
   "properties": {
    "keys": {
     "description": "Defaults of keys.",
     "$ref": "#/$defs/gcore-key-defaults"
    },
    "vms": {
     "description": "Defaults of VMs.",
     "$ref": "#/$defs/gcore-vm-defaults"
    },
    "snapshots": {
     "description": "Defaults of snapshots.",
     "$ref": "#/$defs/gcore-snapshot-defaults"
    },
    "schedules": {
     "description": "Defaults of schedules.",
     "$ref": "#/$defs/gcore-schedule-defaults"
    }
   }
  },
  "serveroid-defaults": {
   "description": "Merged under every resource of this provider: maps deeply, lists and scalars replaced.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "x-checked": "apart",
   "properties": {
    "keys": {
     "description": "Defaults of keys.",
     "$ref": "#/$defs/serveroid-key-defaults"
    },
    "vms": {
     "description": "Defaults of VMs.",
     "$ref": "#/$defs/serveroid-vm-defaults"
    },
    "snapshots": {
     "description": "Defaults of snapshots.",
     "$ref": "#/$defs/serveroid-snapshot-defaults"
    }
   }
  },
  "zomro-defaults": {
   "description": "Merged under every resource of this provider: maps deeply, lists and scalars replaced.",
   "type": [
    "object",
    "null"
   ],
   "additionalProperties": false,
   "x-checked": "apart",
   "properties": {
    "keys": {
     "description": "Defaults of keys.",
     "$ref": "#/$defs/zomro-key-defaults"
    },
    "vms": {
     "description": "Defaults of VMs.",
     "$ref": "#/$defs/zomro-vm-defaults"
    },
    "snapshots": {
     "description": "Defaults of snapshots.",
     "$ref": "#/$defs/zomro-snapshot-defaults"
    },
    "schedules": {
     "description": "Defaults of schedules.",
     "$ref": "#/$defs/zomro-schedule-defaults"
    }
   }
  }
 }
};
