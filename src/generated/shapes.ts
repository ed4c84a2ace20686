// Generated from schemas/ by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.
import type { Shape, VendorFacts } from "../config/shape.ts";

export const SHAPES: Readonly<Record<string, Shape>> = {
 "root": {
  "types": [
   "object"
  ],
  "fields": {
   "version": {
    "types": [
     "integer"
    ],
    "choices": [
     1
    ]
   },
   "stack": {
    "types": [
     "string"
    ],
    "hint": "3 to 41 characters: lower-case letters, digits and hyphens, a letter or digit first",
    "public": true
   },
   "vars": {
    "types": [
     "object",
     "null"
    ]
   },
   "providers": {
    "types": [
     "object",
     "null"
    ]
   },
   "state": {
    "types": [
     "object",
     "null"
    ]
   },
   "defaults": {
    "types": [
     "object",
     "null"
    ]
   },
   "policy": {
    "types": [
     "object",
     "null"
    ]
   },
   "keys": {
    "types": [
     "object",
     "null"
    ]
   },
   "backupPolicies": {
    "types": [
     "object",
     "null"
    ]
   },
   "vms": {
    "types": [
     "object",
     "null"
    ]
   },
   "snapshots": {
    "types": [
     "object",
     "null"
    ]
   },
   "schedules": {
    "types": [
     "object",
     "null"
    ]
   },
   "outputs": {
    "types": [
     "object",
     "null"
    ]
   },
   "moved": {
    "types": [
     "array",
     "null"
    ]
   },
   "removed": {
    "types": [
     "array",
     "null"
    ]
   },
   "import": {
    "types": [
     "array",
     "null"
    ]
   }
  }
 },
 "policy": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "maxDeletes": {
    "types": [
     "integer"
    ]
   },
   "maxDeletePercent": {
    "types": [
     "number"
    ]
   },
   "maxMonthlyIncrease": {
    "types": [
     "object"
    ],
    "fields": {
     "amount": {
      "types": [
       "number"
      ]
     },
     "currency": {
      "types": [
       "string"
      ],
      "hint": "three upper-case letters, such as EUR"
     },
     "unknown": {
      "types": [
       "string"
      ],
      "choices": [
       "warn",
       "refuse"
      ]
     }
    }
   },
   "assumeAbsentAfter": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "1m"
   },
   "maxPlanAge": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "1s"
   },
   "publicEnv": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ],
     "hint": "the name of an environment variable"
    }
   }
  }
 },
 "backupPolicies": {
  "types": [
   "object"
  ],
  "fields": {
   "keep": {
    "types": [
     "integer"
    ]
   },
   "every": {
    "types": [
     "string"
    ],
    "unit": "duration"
   }
  }
 },
 "output": {
  "types": [
   "object"
  ],
  "fields": {
   "value": {
    "types": [
     "string",
     "number",
     "boolean"
    ]
   },
   "sensitive": {
    "types": [
     "boolean"
    ]
   },
   "description": {
    "types": [
     "string"
    ]
   }
  }
 },
 "moved": {
  "types": [
   "object"
  ],
  "fields": {
   "from": {
    "types": [
     "string"
    ]
   },
   "to": {
    "types": [
     "string"
    ]
   }
  }
 },
 "removed": {
  "types": [
   "object"
  ],
  "fields": {
   "from": {
    "types": [
     "string"
    ]
   },
   "destroy": {
    "types": [
     "boolean"
    ]
   }
  }
 },
 "import": {
  "types": [
   "object"
  ],
  "fields": {
   "to": {
    "types": [
     "string"
    ]
   },
   "id": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   }
  }
 },
 "sectionDefaults": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "keys": {
    "types": [
     "object",
     "null"
    ]
   },
   "vms": {
    "types": [
     "object",
     "null"
    ]
   },
   "snapshots": {
    "types": [
     "object",
     "null"
    ]
   },
   "schedules": {
    "types": [
     "object",
     "null"
    ]
   }
  }
 },
 "state.local": {
  "types": [
   "object"
  ],
  "fields": {
   "backend": {
    "types": [
     "string"
    ],
    "choices": [
     "local"
    ]
   },
   "path": {
    "types": [
     "string"
    ]
   },
   "lease": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1d"
   },
   "encryption": {
    "types": [
     "object"
    ],
    "fields": {
     "passphrase": {
      "types": [
       "string"
      ],
      "sensitive": true
     },
     "previous": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ],
       "sensitive": true
      }
     }
    }
   }
  }
 },
 "state.s3": {
  "types": [
   "object"
  ],
  "fields": {
   "backend": {
    "types": [
     "string"
    ],
    "choices": [
     "s3"
    ]
   },
   "bucket": {
    "types": [
     "string"
    ]
   },
   "key": {
    "types": [
     "string"
    ]
   },
   "region": {
    "types": [
     "string"
    ]
   },
   "endpoint": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "pathStyle": {
    "types": [
     "boolean"
    ]
   },
   "accessKeyId": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "secretAccessKey": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "sessionToken": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "insecure": {
    "types": [
     "boolean"
    ]
   },
   "lease": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1d"
   },
   "encryption": {
    "types": [
     "object"
    ],
    "fields": {
     "passphrase": {
      "types": [
       "string"
      ],
      "sensitive": true
     },
     "previous": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ],
       "sensitive": true
      }
     }
    }
   }
  }
 },
 "state.postgres": {
  "types": [
   "object"
  ],
  "fields": {
   "backend": {
    "types": [
     "string"
    ],
    "choices": [
     "postgres"
    ]
   },
   "url": {
    "types": [
     "string"
    ],
    "sensitive": true,
    "endpoint": true
   },
   "schema": {
    "types": [
     "string"
    ],
    "hint": "letters, digits and underscores"
   },
   "lease": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1d"
   },
   "encryption": {
    "types": [
     "object"
    ],
    "fields": {
     "passphrase": {
      "types": [
       "string"
      ],
      "sensitive": true
     },
     "previous": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ],
       "sensitive": true
      }
     }
    }
   }
  }
 },
 "state.http": {
  "types": [
   "object"
  ],
  "fields": {
   "backend": {
    "types": [
     "string"
    ],
    "choices": [
     "http"
    ]
   },
   "address": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "lockAddress": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "unlockAddress": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "updateMethod": {
    "types": [
     "string"
    ],
    "choices": [
     "POST",
     "PUT"
    ]
   },
   "lockMethod": {
    "types": [
     "string"
    ],
    "choices": [
     "POST",
     "PUT",
     "LOCK"
    ]
   },
   "unlockMethod": {
    "types": [
     "string"
    ],
    "choices": [
     "POST",
     "PUT",
     "DELETE",
     "UNLOCK"
    ]
   },
   "username": {
    "types": [
     "string"
    ]
   },
   "password": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "insecure": {
    "types": [
     "boolean"
    ]
   },
   "lease": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1d"
   },
   "encryption": {
    "types": [
     "object"
    ],
    "fields": {
     "passphrase": {
      "types": [
       "string"
      ],
      "sensitive": true
     },
     "previous": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ],
       "sensitive": true
      }
     }
    }
   }
  }
 },
 "defaults": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "keys": {
    "types": [
     "object",
     "null"
    ],
    "fields": {
     "provider": {
      "types": [
       "string"
      ],
      "public": true
     },
     "lifecycle": {
      "types": [
       "object"
      ],
      "fields": {
       "protect": {
        "types": [
         "boolean"
        ]
       },
       "ignore": {
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "replace": {
        "types": [
         "string"
        ],
        "choices": [
         "delete-first",
         "create-first"
        ]
       },
       "rebuild": {
        "types": [
         "string"
        ],
        "choices": [
         "never",
         "allow"
        ]
       },
       "onRemove": {
        "types": [
         "string"
        ],
        "choices": [
         "delete",
         "forget"
        ]
       }
      }
     },
     "timeouts": {
      "types": [
       "object"
      ],
      "fields": {
       "create": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "update": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "delete": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       }
      }
     },
     "dependsOn": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   },
   "vms": {
    "types": [
     "object",
     "null"
    ],
    "fields": {
     "provider": {
      "types": [
       "string"
      ],
      "public": true
     },
     "lifecycle": {
      "types": [
       "object"
      ],
      "fields": {
       "protect": {
        "types": [
         "boolean"
        ]
       },
       "ignore": {
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "replace": {
        "types": [
         "string"
        ],
        "choices": [
         "delete-first",
         "create-first"
        ]
       },
       "rebuild": {
        "types": [
         "string"
        ],
        "choices": [
         "never",
         "allow"
        ]
       },
       "onRemove": {
        "types": [
         "string"
        ],
        "choices": [
         "delete",
         "forget"
        ]
       }
      }
     },
     "timeouts": {
      "types": [
       "object"
      ],
      "fields": {
       "create": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "update": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "delete": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       }
      }
     },
     "dependsOn": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   },
   "snapshots": {
    "types": [
     "object",
     "null"
    ],
    "fields": {
     "provider": {
      "types": [
       "string"
      ],
      "public": true
     },
     "lifecycle": {
      "types": [
       "object"
      ],
      "fields": {
       "protect": {
        "types": [
         "boolean"
        ]
       },
       "ignore": {
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "replace": {
        "types": [
         "string"
        ],
        "choices": [
         "delete-first",
         "create-first"
        ]
       },
       "rebuild": {
        "types": [
         "string"
        ],
        "choices": [
         "never",
         "allow"
        ]
       },
       "onRemove": {
        "types": [
         "string"
        ],
        "choices": [
         "delete",
         "forget"
        ]
       }
      }
     },
     "timeouts": {
      "types": [
       "object"
      ],
      "fields": {
       "create": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "update": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "delete": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       }
      }
     },
     "dependsOn": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   },
   "schedules": {
    "types": [
     "object",
     "null"
    ],
    "fields": {
     "provider": {
      "types": [
       "string"
      ],
      "public": true
     },
     "lifecycle": {
      "types": [
       "object"
      ],
      "fields": {
       "protect": {
        "types": [
         "boolean"
        ]
       },
       "ignore": {
        "types": [
         "array"
        ],
        "items": {
         "types": [
          "string"
         ]
        }
       },
       "replace": {
        "types": [
         "string"
        ],
        "choices": [
         "delete-first",
         "create-first"
        ]
       },
       "rebuild": {
        "types": [
         "string"
        ],
        "choices": [
         "never",
         "allow"
        ]
       },
       "onRemove": {
        "types": [
         "string"
        ],
        "choices": [
         "delete",
         "forget"
        ]
       }
      }
     },
     "timeouts": {
      "types": [
       "object"
      ],
      "fields": {
       "create": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "update": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       },
       "delete": {
        "types": [
         "string"
        ],
        "unit": "duration",
        "minimum": "100ms",
        "maximum": "7d"
       }
      }
     },
     "dependsOn": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     }
    }
   }
  }
 },
 "providers.gcore": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "project": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "region": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "apiKey": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "endpoint": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "insecure": {
    "types": [
     "boolean"
    ]
   },
   "concurrency": {
    "types": [
     "integer"
    ]
   },
   "requestsPerSecond": {
    "types": [
     "number"
    ]
   },
   "pollInterval": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "10ms",
    "maximum": "1h"
   },
   "requestTimeout": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1h"
   },
   "visibilityGrace": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "0s",
    "maximum": "1d"
   },
   "defaults": {
    "types": [
     "object",
     "null"
    ]
   }
  }
 },
 "keys.gcore": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "3 to 63 letters, digits, spaces, dots, underscores and hyphens; a letter or digit first, no space or hyphen last",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "publicKey": {
    "types": [
     "string"
    ],
    "hint": "an OpenSSH public key on one line, such as 'ssh-ed25519 AAAA… me@host'"
   }
  }
 },
 "vms.gcore": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "3 to 63 letters, digits, spaces, dots, underscores and hyphens; a letter or digit first, no space or hyphen last",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "existing": {
    "types": [
     "object"
    ],
    "fields": {
     "id": {
      "types": [
       "string",
       "integer"
      ],
      "text": true
     },
     "name": {
      "types": [
       "string"
      ]
     }
    }
   },
   "flavor": {
    "types": [
     "string"
    ]
   },
   "volumes": {
    "types": [
     "object"
    ],
    "values": {
     "types": [
      "object"
     ],
     "fields": {
      "image": {
       "types": [
        "string"
       ]
      },
      "snapshot": {
       "types": [
        "string"
       ],
       "reference": "snapshots",
       "orId": true
      },
      "existing": {
       "types": [
        "string"
       ]
      },
      "size": {
       "types": [
        "string"
       ],
       "unit": "size",
       "minimum": "1GiB",
       "maximum": "65536GiB",
       "step": "1GiB"
      },
      "type": {
       "types": [
        "string"
       ],
       "choices": [
        "standard",
        "ssd_hiiops",
        "ssd_lowlatency",
        "ssd_local",
        "cold",
        "ultra"
       ]
      },
      "boot": {
       "types": [
        "boolean"
       ]
      },
      "tags": {
       "types": [
        "object"
       ],
       "hint": "a tag's key has 1 to 255 characters without spaces and without =",
       "values": {
        "types": [
         "string",
         "number",
         "boolean"
        ],
        "hint": "1 to 255 characters without tabs and line ends",
        "text": true
       }
      },
      "onRemove": {
       "types": [
        "string"
       ],
       "choices": [
        "delete",
        "forget"
       ]
      }
     }
    }
   },
   "interfaces": {
    "types": [
     "object"
    ],
    "hint": "an interface's name has at most 37 characters",
    "values": {
     "types": [
      "object"
     ],
     "fields": {
      "type": {
       "types": [
        "string"
       ],
       "choices": [
        "external",
        "subnet",
        "anySubnet",
        "reservedFixedIp"
       ]
      },
      "network": {
       "types": [
        "string"
       ]
      },
      "subnet": {
       "types": [
        "string"
       ]
      },
      "ipFamily": {
       "types": [
        "string"
       ],
       "choices": [
        "ipv4",
        "ipv6",
        "dual"
       ]
      },
      "ip": {
       "types": [
        "string"
       ],
       "hint": "an IP address"
      },
      "port": {
       "types": [
        "string"
       ]
      },
      "floatingIp": {
       "types": [
        "string"
       ]
      },
      "securityGroups": {
       "types": [
        "array"
       ],
       "set": true,
       "items": {
        "types": [
         "string"
        ]
       }
      }
     }
    }
   },
   "keys": {
    "types": [
     "array"
    ],
    "set": true,
    "items": {
     "types": [
      "string"
     ],
     "reference": "keys"
    }
   },
   "username": {
    "types": [
     "string"
    ]
   },
   "password": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "userData": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "tags": {
    "types": [
     "object"
    ],
    "hint": "a tag's key has 1 to 255 characters without spaces and without =",
    "values": {
     "types": [
      "string",
      "number",
      "boolean"
     ],
     "hint": "1 to 255 characters without tabs and line ends",
     "text": true
    }
   },
   "placementGroup": {
    "types": [
     "string"
    ]
   },
   "power": {
    "types": [
     "string",
     "boolean"
    ],
    "words": {
     "true": "on",
     "false": "off"
    },
    "choices": [
     "on",
     "off",
     "suspended",
     true,
     false
    ]
   },
   "allowRestart": {
    "types": [
     "boolean"
    ]
   }
  }
 },
 "snapshots.gcore": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "3 to 63 letters, digits, spaces, dots, underscores and hyphens; a letter or digit first, no space or hyphen last",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "vm": {
    "types": [
     "string"
    ],
    "reference": "vms"
   },
   "volume": {
    "types": [
     "string"
    ],
    "reference": "volumes"
   },
   "description": {
    "types": [
     "string"
    ]
   },
   "tags": {
    "types": [
     "object"
    ],
    "hint": "a tag's key has 1 to 255 characters without spaces and without =",
    "values": {
     "types": [
      "string",
      "number",
      "boolean"
     ],
     "hint": "1 to 255 characters without tabs and line ends",
     "text": true
    }
   },
   "take": {
    "types": [
     "string"
    ],
    "choices": [
     "before",
     "after"
    ]
   }
  }
 },
 "schedules.gcore": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "3 to 63 letters, digits, spaces, dots, underscores and hyphens; a letter or digit first, no space or hyphen last",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "vm": {
    "types": [
     "string"
    ],
    "reference": "vms"
   },
   "vms": {
    "types": [
     "array"
    ],
    "set": true,
    "items": {
     "types": [
      "string"
     ],
     "reference": "vms"
    }
   },
   "cron": {
    "types": [
     "string"
    ],
    "cron": "lists"
   },
   "timezone": {
    "types": [
     "string"
    ]
   },
   "every": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "1h",
    "step": "1m"
   },
   "keep": {
    "types": [
     "integer"
    ]
   },
   "retain": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "1m",
    "step": "1m"
   }
  }
 },
 "providers.serveroid": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "project": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "clientId": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "apiKey": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "endpoint": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "insecure": {
    "types": [
     "boolean"
    ]
   },
   "diskPerMemory": {
    "types": [
     "number"
    ]
   },
   "concurrency": {
    "types": [
     "integer"
    ]
   },
   "requestsPerSecond": {
    "types": [
     "number"
    ]
   },
   "pollInterval": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "10ms",
    "maximum": "1h"
   },
   "requestTimeout": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1h"
   },
   "visibilityGrace": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "0s",
    "maximum": "1d"
   },
   "defaults": {
    "types": [
     "object",
     "null"
    ]
   }
  }
 },
 "keys.serveroid": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "publicKey": {
    "types": [
     "string"
    ],
    "hint": "an OpenSSH public key on one line, such as 'ssh-ed25519 AAAA… me@host'"
   }
  }
 },
 "backupPolicies.serveroid": {
  "types": [
   "object"
  ],
  "fields": {
   "keep": {
    "types": [
     "integer"
    ]
   },
   "every": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "allowed": [
     "3h",
     "6h",
     "12h",
     "24h",
     "72h"
    ]
   }
  }
 },
 "vms.serveroid": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "existing": {
    "types": [
     "object"
    ],
    "fields": {
     "id": {
      "types": [
       "string",
       "integer"
      ],
      "text": true
     },
     "name": {
      "types": [
       "string"
      ]
     }
    }
   },
   "image": {
    "types": [
     "object"
    ],
    "fields": {
     "name": {
      "types": [
       "string"
      ]
     },
     "bitness": {
      "types": [
       "integer"
      ],
      "choices": [
       32,
       64
      ]
     },
     "description": {
      "types": [
       "string"
      ]
     }
    }
   },
   "tariff": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "memory": {
    "types": [
     "string"
    ],
    "unit": "size",
    "minimum": "512MiB",
    "maximum": "16GiB"
   },
   "disk": {
    "types": [
     "string"
    ],
    "unit": "size",
    "minimum": "8GiB",
    "maximum": "512GiB"
   },
   "cpu": {
    "types": [
     "integer"
    ]
   },
   "ips": {
    "types": [
     "integer"
    ]
   },
   "releaseIps": {
    "types": [
     "array"
    ],
    "set": true,
    "items": {
     "types": [
      "string"
     ],
     "hint": "an IP address, such as 203.0.113.7"
    }
   },
   "password": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "sendPassword": {
    "types": [
     "boolean"
    ]
   },
   "supportAccess": {
    "types": [
     "boolean"
    ]
   },
   "keys": {
    "types": [
     "array"
    ],
    "set": true,
    "items": {
     "types": [
      "string"
     ],
     "reference": "keys"
    }
   },
   "software": {
    "types": [
     "array"
    ],
    "set": true,
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "power": {
    "types": [
     "string",
     "boolean"
    ],
    "words": {
     "true": "on",
     "false": "off"
    },
    "choices": [
     "on",
     "off",
     true,
     false
    ]
   },
   "shutdown": {
    "types": [
     "object"
    ],
    "fields": {
     "mode": {
      "types": [
       "string"
      ],
      "choices": [
       "graceful",
       "force"
      ]
     },
     "timeout": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "1s",
      "maximum": "1d"
     }
    }
   },
   "backupPolicy": {
    "types": [
     "string"
    ],
    "reference": "backupPolicies"
   },
   "cloneOf": {
    "types": [
     "object"
    ],
    "fields": {
     "vm": {
      "types": [
       "string"
      ],
      "reference": "vms"
     },
     "snapshot": {
      "types": [
       "string"
      ],
      "reference": "snapshots"
     }
    }
   },
   "allowRestart": {
    "types": [
     "boolean"
    ]
   }
  }
 },
 "snapshots.serveroid": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "vm": {
    "types": [
     "string"
    ],
    "reference": "vms"
   },
   "description": {
    "types": [
     "string"
    ]
   },
   "take": {
    "types": [
     "string"
    ],
    "choices": [
     "before",
     "after"
    ]
   }
  }
 },
 "providers.zomro": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "username": {
    "types": [
     "string"
    ]
   },
   "password": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "session": {
    "types": [
     "string"
    ],
    "sensitive": true
   },
   "endpoint": {
    "types": [
     "string"
    ],
    "endpoint": true
   },
   "insecure": {
    "types": [
     "boolean"
    ]
   },
   "concurrency": {
    "types": [
     "integer"
    ]
   },
   "requestsPerSecond": {
    "types": [
     "number"
    ]
   },
   "pollInterval": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "10ms",
    "maximum": "1h"
   },
   "requestTimeout": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "100ms",
    "maximum": "1h"
   },
   "visibilityGrace": {
    "types": [
     "string"
    ],
    "unit": "duration",
    "minimum": "0s",
    "maximum": "1d"
   },
   "defaults": {
    "types": [
     "object",
     "null"
    ]
   }
  }
 },
 "keys.zomro": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "publicKey": {
    "types": [
     "string"
    ],
    "hint": "an OpenSSH public key on one line, such as 'ssh-ed25519 AAAA… me@host'"
   }
  }
 },
 "backupPolicies.zomro": {
  "types": [
   "object"
  ],
  "fields": {
   "keep": {
    "types": [
     "integer"
    ]
   }
  }
 },
 "vms.zomro": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "existing": {
    "types": [
     "object"
    ],
    "fields": {
     "id": {
      "types": [
       "string",
       "integer"
      ],
      "text": true
     },
     "name": {
      "types": [
       "string"
      ]
     }
    }
   },
   "allowOrder": {
    "types": [
     "boolean"
    ]
   },
   "tariff": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "period": {
    "types": [
     "string",
     "integer"
    ],
    "text": true,
    "choices": [
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
   "datacenter": {
    "types": [
     "string",
     "integer"
    ],
    "text": true
   },
   "image": {
    "types": [
     "string"
    ]
   },
   "password": {
    "types": [
     "string"
    ],
    "sensitive": true,
    "hint": "8 to 48 ASCII characters, at least one upper-case letter and one digit, no space and no #"
   },
   "keys": {
    "types": [
     "array"
    ],
    "set": true,
    "items": {
     "types": [
      "string"
     ],
     "reference": "keys"
    }
   },
   "power": {
    "types": [
     "string",
     "boolean"
    ],
    "words": {
     "true": "on",
     "false": "off"
    },
    "choices": [
     "on",
     "off",
     true,
     false
    ]
   },
   "backupPolicy": {
    "types": [
     "string"
    ],
    "reference": "backupPolicies"
   },
   "rescue": {
    "types": [
     "object"
    ],
    "fields": {
     "image": {
      "types": [
       "string"
      ]
     },
     "zone": {
      "types": [
       "string"
      ],
      "choices": [
       "pub",
       "own"
      ]
     },
     "password": {
      "types": [
       "string"
      ],
      "sensitive": true
     },
     "enabled": {
      "types": [
       "boolean"
      ]
     }
    }
   }
  }
 },
 "snapshots.zomro": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "vm": {
    "types": [
     "string"
    ],
    "reference": "vms"
   },
   "take": {
    "types": [
     "string"
    ],
    "choices": [
     "before",
     "after"
    ]
   }
  }
 },
 "schedules.zomro": {
  "types": [
   "object",
   "null"
  ],
  "fields": {
   "provider": {
    "types": [
     "string"
    ],
    "public": true
   },
   "name": {
    "types": [
     "string"
    ],
    "hint": "text of one line",
    "public": true
   },
   "count": {
    "types": [
     "integer"
    ],
    "public": true
   },
   "instances": {
    "types": [
     "array",
     "object",
     "null"
    ],
    "values": {
     "types": [
      "object",
      "null"
     ]
    },
    "items": {
     "types": [
      "string",
      "integer"
     ]
    }
   },
   "dependsOn": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ]
    }
   },
   "timeouts": {
    "types": [
     "object"
    ],
    "fields": {
     "create": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "update": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     },
     "delete": {
      "types": [
       "string"
      ],
      "unit": "duration",
      "minimum": "100ms",
      "maximum": "7d"
     }
    }
   },
   "lifecycle": {
    "types": [
     "object"
    ],
    "fields": {
     "protect": {
      "types": [
       "boolean"
      ]
     },
     "ignore": {
      "types": [
       "array"
      ],
      "items": {
       "types": [
        "string"
       ]
      }
     },
     "replace": {
      "types": [
       "string"
      ],
      "choices": [
       "delete-first",
       "create-first"
      ]
     },
     "rebuild": {
      "types": [
       "string"
      ],
      "choices": [
       "never",
       "allow"
      ]
     },
     "onRemove": {
      "types": [
       "string"
      ],
      "choices": [
       "delete",
       "forget"
      ]
     }
    }
   },
   "vm": {
    "types": [
     "string"
    ],
    "reference": "vms"
   },
   "days": {
    "types": [
     "array"
    ],
    "items": {
     "types": [
      "string"
     ],
     "choices": [
      "sun",
      "mon",
      "tue",
      "wed",
      "thu",
      "fri",
      "sat"
     ]
    }
   },
   "time": {
    "types": [
     "string"
    ],
    "hint": "HH:MM from 00:00 to 23:59"
   },
   "cron": {
    "types": [
     "string"
    ],
    "cron": "days-and-time"
   }
  }
 }
};

export const VENDORS: Readonly<Record<string, VendorFacts>> = {
 "gcore": {
  "vendor": "gcore",
  "endpoint": "https://api.gcore.com",
  "apiPath": "/cloud",
  "environment": {
   "apiKey": "GCORE_API_KEY",
   "project": "GCORE_CLOUD_PROJECT_ID",
   "region": "GCORE_CLOUD_REGION_ID",
   "endpoint": "GCORE_BASE_URL"
  },
  "credentials": [
   [
    "apiKey"
   ]
  ],
  "needed": [
   "project",
   "region"
  ],
  "unsupported": {},
  "nearest": {
   "vms.memory": "at gcore sizes come with the flavor: say flavor",
   "vms.cpu": "at gcore sizes come with the flavor: say flavor",
   "vms.tariff": "gcore sells flavors: say flavor",
   "vms.disk": "gcore has volumes: say volumes.boot.size",
   "vms.image": "gcore installs the image on a volume: say volumes.boot.image",
   "vms.ips": "addresses come with interfaces: say interfaces.public: { type: external }",
   "vms.releaseIps": "addresses go with their interface: drop it from interfaces",
   "vms.backupPolicy": "gcore has no backup policies: use schedules (lifecycle policies with cron or every)",
   "vms.cloneOf": "gcore cannot clone: make a volume from a snapshot (volumes.boot.snapshot)",
   "vms.rescue": "gcore has no rescue mode",
   "vms.software": "gcore installs no software: use userData",
   "vms.sendPassword": "gcore sends no passwords: say keys, or password",
   "vms.supportAccess": "gcore has no such switch: leave it out",
   "vms.shutdown": "gcore has one way to stop a VM: say power: off",
   "vms.period": "gcore has no order periods",
   "vms.allowOrder": "gcore VMs are ordered without it: leave it out",
   "vms.datacenter": "the region is a setting of the provider: providers.gcore.region",
   "vms.securityGroups": "security groups belong to interfaces: say interfaces.public.securityGroups",
   "schedules.days": "say it as cron, for example cron: \"1 2 * * 1-5\" for 02:01 from Monday to Friday",
   "schedules.time": "say it as cron, for example cron: \"1 2 * * *\" for 02:01"
  }
 },
 "serveroid": {
  "vendor": "serveroid",
  "endpoint": "https://api.flops.ru",
  "apiPath": "/api/v1",
  "environment": {
   "clientId": "SERVEROID_CLIENT_ID",
   "apiKey": "SERVEROID_API_KEY",
   "endpoint": "SERVEROID_ENDPOINT"
  },
  "credentials": [
   [
    "clientId",
    "apiKey"
   ]
  ],
  "needed": [],
  "unsupported": {
   "schedules": "give the VM a backupPolicy (keep 1 to 10, every 3h, 6h, 12h, 24h or 72h)"
  },
  "nearest": {
   "vms.flavor": "serveroid sells tariffs: say tariff, and memory, disk and cpu on an on-demand one",
   "vms.size": "say disk and memory",
   "vms.volumes": "a serveroid VM has one disk: say disk",
   "vms.interfaces": "serveroid assigns addresses: say how many with ips",
   "vms.tags": "serveroid keeps no tags: put what you need into the name",
   "vms.userData": "serveroid takes no user data: use software, or configure the machine over SSH",
   "vms.username": "serveroid makes no users: password is that of the image's administrator",
   "vms.rescue": "serveroid has no rescue mode: a rebuild (lifecycle.rebuild) is the nearest thing",
   "vms.placementGroup": "serveroid has no placement groups",
   "vms.period": "serveroid has no order periods",
   "vms.datacenter": "serveroid has one location",
   "vms.allowOrder": "serveroid VMs are ordered without it: leave it out",
   "snapshots.volume": "serveroid takes snapshots of whole VMs: leave volume out",
   "snapshots.tags": "serveroid keeps no tags: use description"
  }
 },
 "zomro": {
  "vendor": "zomro",
  "endpoint": "https://api.zomro.com",
  "environment": {
   "username": "ZOMRO_USERNAME",
   "password": "ZOMRO_PASSWORD",
   "session": "ZOMRO_SESSION",
   "endpoint": "ZOMRO_ENDPOINT"
  },
  "credentials": [
   [
    "session"
   ],
   [
    "username",
    "password"
   ]
  ],
  "needed": [],
  "unsupported": {},
  "nearest": {
   "vms.memory": "at zomro sizes come with the tariff: say tariff",
   "vms.disk": "at zomro sizes come with the tariff: say tariff",
   "vms.cpu": "at zomro sizes come with the tariff: say tariff",
   "vms.flavor": "at zomro sizes come with the tariff: say tariff",
   "vms.ips": "zomro assigns one address; more cannot be ordered through its API",
   "vms.releaseIps": "zomro cannot give up addresses through its API",
   "vms.volumes": "a zomro VM has one disk, of its tariff's size",
   "vms.interfaces": "zomro assigns the address; networks cannot be chosen through its API",
   "vms.tags": "zomro keeps no tags: put what you need into the name",
   "vms.userData": "zomro takes no user data: configure the machine over SSH",
   "vms.username": "zomro makes no users: password is that of root",
   "vms.sendPassword": "zomro always shows the password in its panel: say password or keys",
   "vms.software": "zomro installs no software: configure the machine over SSH",
   "vms.cloneOf": "zomro cannot clone: restore a snapshot with the action restore",
   "vms.placementGroup": "zomro has no placement groups",
   "vms.shutdown": "zomro has one way to stop a VM: say power: off",
   "vms.allowRestart": "no change at zomro needs a restart of its own: leave it out",
   "snapshots.volume": "zomro takes snapshots of whole VMs: leave volume out",
   "snapshots.description": "zomro keeps only a name: put it into name",
   "snapshots.tags": "zomro keeps no tags: put what you need into the name",
   "schedules.timezone": "the time zone is the provider's own, GMT+3 by its panel: leave timezone out and give the time in that zone",
   "schedules.keep": "zomro keeps backups per VM, not per schedule: give the VM a backupPolicy with keep",
   "schedules.retain": "zomro keeps a number of backups, not a time: give the VM a backupPolicy with keep",
   "schedules.every": "zomro takes days and a time: say days and time",
   "schedules.vms": "a zomro schedule belongs to one VM: say vm, one schedule for each",
   "backupPolicies.every": "zomro's policy is a number of backups only; when they are made is said by schedules (days and time)"
  }
 }
};
