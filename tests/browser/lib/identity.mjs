// Who speaks for people who have an account elsewhere? A real identity provider (OpenID Connect) on this machine.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";

import Provider, { interactionPolicy } from "oidc-provider";

const LEAVE = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>';

function page(content) {
  return `<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,"><h1>Provider</h1>${content}</html>`;
}

/** Starts a provider at a port of this machine. `people`: what it says of each, by the name typed on its page. */
export async function startProvider(port, baseUrl, people) {
  const issuer = `http://127.0.0.1:${port}`;
  const client = (id, back) => ({
    client_id: id,
    client_secret: "of-the-test",
    redirect_uris: [`${baseUrl}${back}`],
    post_logout_redirect_uris: [`${baseUrl}/`],
  });
  const policy = interactionPolicy.base();
  const provider = new Provider(issuer, {
    clients: [client("staff", "/sign-in/provider/back"), client("residents", "/follow/provider/back")],
    claims: {
      openid: ["sub", "amr"],
      profile: ["preferred_username"],
      phone: ["phone_number", "phone_number_verified"],
    },
    cookies: { keys: ["of-the-test"] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { logoutSource: (ctx, form) => (ctx.body = page(`${form}${LEAVE}`)) },
    },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id]?.claims }) }),
    interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
    // Everybody agrees that these two may ask.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session.accountId,
        clientId: ctx.oidc.client.clientId,
      });
      grant.addOIDCScope("openid profile phone");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (request.url.startsWith("/interaction/")) {
      interact(provider, people, request, response).catch((error) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    } else {
      answer(request, response);
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { host: `127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

/** The provider's own page: a name is typed, and believed. */
async function interact(provider, people, request, response) {
  if (request.method !== "POST") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page('<form method="post"><label>Who are you? <input name="name"></label><button>Go on</button></form>'));
    return;
  }
  let body = "";
  for await (const chunk of request) {
    body += chunk;
  }
  const name = new URLSearchParams(body).get("name");
  const login = { accountId: name, amr: people[name]?.amr ?? ["pwd"], remember: false };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}
