// What shows the code of a second factor, and what holds passkeys?

import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an authenticator shows (RFC 6238), `steps` of thirty seconds from now. */
export function code(secret, steps = 0) {
  let bits = "";
  for (const letter of secret.replace(/\s/g, "")) {
    bits += ALPHABET.indexOf(letter).toString(2).padStart(5, "0");
  }
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Gives a page's browser a device that holds passkeys and always recognises its owner. */
export async function withPasskeys(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether its owner touches it when it is asked. */
    touched: (is) => session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: is }),
    /** Whether it recognises its owner. */
    recognises: (is) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: is }),
    keys: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
  };
}
