// `${template:PATH}` and `${base64:PATH}`: files that are interpolated themselves, and bytes.
import { describe, expect, it } from "vitest";
import { formatDiagnostics, load, problemsOf, resourceOf, type Setup, withHead } from "./configuration-fixture.ts";

const EDGE =
  "provider: gcore, flavor: f, volumes: { boot: { image: i, size: 5GiB, boot: true } }, interfaces: { p: { type: external } }";

const textsOf = (template: string | Uint8Array, vms: string) => ({
  "trueup.yaml": withHead(`vars: { team: shop }\nvms: ${vms}\n`),
  "init.yaml": template,
  "part.txt": "a part\n",
});

async function userDataOf(template: string, vm: string, address: string, setup: Setup = {}): Promise<unknown> {
  const { attributes } = await resourceOf(textsOf(template, `{ ${vm} }`), address, setup);
  return attributes["userData"];
}

describe("a template", () => {
  const edge = `edge: { ${EDGE}, userData: "\${template:init.yaml}" }`;

  it("takes what stands where it is named: index, key, name, variables, files, the environment", async () => {
    const counted = `edge: { ${EDGE}, count: 2, name: "web-\${index:02}", userData: "\${template:./init.yaml}" }`;
    const template =
      "#cloud-config\nfqdn: ${name}.${var:team}\nid: ${index+1}\nnote: ${file:part.txt} ${env:STAGE:-dev}\n";
    expect(await userDataOf(template, counted, "vms.edge[1]")).toBe(
      "#cloud-config\nfqdn: web-01.shop\nid: 2\nnote: a part dev",
    );
    const keyed = `edge: { ${EDGE}, instances: [a], userData: "\${template:init.yaml}" }`;
    expect(await userDataOf("#!${key} ${name}", keyed, 'vms.edge["a"]')).toBe("#!a edge-a");
    expect(await userDataOf("#!${name}", edge, "vms.edge")).toBe("#!edge");
  });

  it("has $${ for a literal ${, and other text around it", async () => {
    const vm = `edge: { ${EDGE}, userData: "#!\${template:init.yaml}!" }`;
    expect(await userDataOf("echo $${HOME} $PATH", vm, "vms.edge")).toBe("#!echo ${HOME} $PATH!");
  });

  it("is secret as far as what it takes", async () => {
    const result = await load(textsOf("#!${env:TOKEN} ${exec:pass show db}", `{ ${edge} }`), {
      env: { TOKEN: "token-0123456789" },
      allowExec: true,
      commands: { "pass show db": "word-0123456789\n" },
    });
    expect(result.configuration?.secretValues).toEqual(
      expect.arrayContaining(["token-0123456789", "word-0123456789", "#!token-0123456789 word-0123456789"]),
    );
  });

  it("tells what is wrong in it with its own line, at the place that names it", async () => {
    const template =
      "#cloud-config\n# ${env:LONG:-a\nb}\nrun: ${HOME} ${index}\nmore: ${template:init.yaml}\nteam: ${var:tean}";
    const { diagnostics } = await load(textsOf(template, `{ ${edge} }`));
    const places = diagnostics.map(({ range, related: [other] = [] }) =>
      [
        range?.file,
        range?.start.line,
        other?.message,
        other?.range.file,
        other?.range.start.line,
        other?.range.start.column,
      ].join(" "),
    );
    expect(places).toEqual(
      ["4 6", "4 14", "5 7", "6 7"].map((place) => `trueup.yaml 5 in this template init.yaml ${place}`),
    );
    expect(formatDiagnostics(diagnostics).replaceAll(/ \d+:\d+ /g, " ")).toBe(
      [
        "error config.interpolation ${HOME} means nothing: there is no 'HOME' | did you mean ${env:HOME}? for a literal ${ write $${",
        "error config.interpolation ${index} has a value only under count | add count, or remove ${index}",
        "error config.interpolation ${template:init.yaml} stands in a template | use ${file:PATH} there",
        "error config.unknown-variable there is no variable tean | did you mean team?",
      ].join("\n"),
    );
  });

  it("that is not there, or outside of the folder, is told as a file is", async () => {
    const missing = `edge: { ${EDGE}, userData: "\${template:nix.yaml}" }`;
    expect(await problemsOf(textsOf("", `{ ${missing} }`))).toContain("config.file-unreadable");
    expect(await problemsOf(textsOf("", `{ edge: { ${EDGE}, userData: "\${template:}" } }`))).toContain(
      "template takes a path: ${template:./cloud-init.yaml}",
    );
  });

  it("has no name where there is no resource", async () => {
    const texts = {
      "trueup.yaml": withHead('vars: { a: "${template:init.yaml}" }\nkeys: {}\n'),
      "init.yaml": "${name}",
    };
    expect(await problemsOf(texts)).toContain("${name} in init.yaml has a value only in a resource");
  });
});

describe("bytes", () => {
  const zipped = Uint8Array.from([0x1f, 0x8b, 8, 0, 255]);
  const vm = (fields: string) => `{ edge: { ${EDGE}, ${fields} } }`;

  it("go in base64 into the field for them", async () => {
    const texts = textsOf(zipped, vm('userDataBase64: "${base64:init.yaml}"'));
    const { attributes, secrets } = await resourceOf(texts, "vms.edge");
    expect(attributes["userDataBase64"]).toBe(Buffer.from(zipped).toString("base64"));
    expect(secrets).toContain("userDataBase64");
  });

  it("are no text: the fix names the way", async () => {
    expect(await problemsOf(textsOf(zipped, vm('userData: "${file:init.yaml}"')))).toContain(
      "init.yaml is not UTF-8 text | bytes go into a field that takes base64: ${base64:init.yaml}",
    );
  });

  it.each([
    ['userData: "#!/bin/sh", userDataBase64: "IyEvYmluL3No"', "has both userData and userDataBase64"],
    ['userDataBase64: "#!/bin/sh"', "userDataBase64 is not valid here"],
    ['userDataBase64: "IyEvYmluL3N"', "is no base64"],
    [`userDataBase64: "${"A".repeat(65_540)}"`, "of more than 48 KiB"],
  ])("%s is refused", async (fields, summary) => {
    const problems = await problemsOf(textsOf("", vm(fields)));
    expect(problems).toContain("error ");
    expect(problems).toContain(summary);
  });
});
