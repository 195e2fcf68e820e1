import type { KeyGuide } from '../key-guide.ts';

/** https://www.chargebee.com/docs/2.0/api_keys.html and https://www.chargebee.com/docs/webhook_settings.html. */
export const chargebeeKeyGuide: KeyGuide = {
  keySteps: [
    'Sign in to your site as an admin: others cannot make keys. A test site has keys of its own.',
    'Open *Settings*, *Configure Chargebee*, *API Keys and Webhooks*, *API Keys*, and press *Add an API Key*.',
    'Choose *Read-Only Key* and *All*, which is enough to copy. With a *Full-Access Key* the webhook is set up for you too; without it you do so by hand, after the key.',
    'Give it a name, press *Create Key*, and copy the key.',
  ],
  webhookNeeds: 'Only a *Full-Access Key* may set it up. With another key you do it by hand, below.',
  webhookSteps: [
    'Open *Settings*, *Configure Chargebee*, *API Keys and Webhooks*, *Webhooks*, and press *Add Webhook*.',
    'Switch on *Protect webhook URL with basic authentication*. Think of a user and a long password, and write both here too, with a colon between them.',
  ],
};
