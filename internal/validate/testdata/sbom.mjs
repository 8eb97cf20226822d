// Prints what is wrong with a CycloneDX 1.6 document in JSON, which is read from
// standard input.
import { readFileSync } from "node:fs";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const wrong = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(readFileSync(0, "utf8"));
if (wrong) console.log(JSON.stringify(wrong, null, 2));
