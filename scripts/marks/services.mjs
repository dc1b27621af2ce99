/** @file Which marks are taken from simple-icons: services that ask for one-time codes and are often met. It has none of
 *  Amazon, Microsoft, LinkedIn, Slack, Adobe, OpenAI, Twilio, Oracle, Nintendo or Yahoo: these keep their initials. */

export const services = `
1password airbnb akamai anydesk anthropic apple asana atlassian auth0 authentik autodesk backblaze
bandcamp basecamp battledotnet behance binance bitbucket bitdefender bitly bitwarden bluesky bookingdotcom box
brave buffer buymeacoffee cashapp circleci cisco claude clickup cloudflare codeberg 
coinbase coursera cpanel crowdin curseforge dashlane datadog deepl digitalocean discord discourse
docker dropbox duckduckgo duolingo ea ebay enpass epicgames etsy evernote expensify facebook faceit
figma firebase fiverr flickr freelancer gandi garmin ghost gitea gitlab gitbook github gmail godaddy
gogdotcom google googlecloud grafana grammarly gumroad hackerone hashicorp hetzner hey homeassistant hostinger hubspot
huawei huggingface humblebundle icloud ifttt imgur infomaniak instagram intercom internetarchive intuit ionos
itchdotio jetbrains jira joomla kaggle kakaotalk kaspersky keeper kick kickstarter klarna kofi kucoin lastpass
letterboxd line linear mailchimp mailgun malwarebytes mastodon mattermost mega mercadopago messenger meta
miro modrinth mongodb monzo mozilla mullvad n26 namecheap namesilo netcup netflix netlify newrelic nextcloud nextdns
nordvpn norton notion npm nubank nvidia odoo okta onlyfans openvpn opera ovh pagerduty passbolt
patreon paypal payoneer pinterest pixiv plex playstation porkbun postman proton protonmail
protonvpn proxmox pypi qnap quickbooks reddit redhat render revolut riotgames robinhood roblox
rockstargames rubygems samsung sap scaleway sentry shopify shopware simplelogin snapchat sony
sourceforge sourcehut spotify squarespace stackoverflow stackexchange steam strava stripe substack
supabase surfshark tailscale teamviewer telegram tesla threema tiktok todoist tplink tradingview trello truenas
tumblr tuta twitch typeform uber ubiquiti ubisoft ubuntu udemy unity upwork uphold uptimekuma
venmo vercel viber vimeo virustotal vk vultr webflow whatsapp wikipedia wise wix wordpress
x xero xiaomi xing ycombinator youtube yubico zapier zendesk zoho zoom zulip
`
  .trim()
  .split(/\s+/)

/** What services write as their issuer, where it is neither their name nor known to simple-icons. */
export const aliases = /** @type {Record<string, readonly string[]>} */ ({
  apple: ["Apple ID", "Apple Account"],
  atlassian: ["Atlassian Cloud", "id.atlassian.com"],
  battledotnet: ["Battle.net", "Blizzard", "Blizzard Entertainment"],
  bookingdotcom: ["Booking"],
  claude: ["claude.ai"],
  anthropic: ["Anthropic Console"],
  digitalocean: ["Digital Ocean"],
  ea: ["EA", "Electronic Arts", "Origin"],
  epicgames: ["Epic", "Epic Games Store", "Fortnite"],
  facebook: ["Facebook.com"],
  github: ["GitHub Enterprise", "GitHub.com"],
  gmail: ["Google Mail"],
  godaddy: ["Go Daddy"],
  gogdotcom: ["GOG"],
  google: ["Google Account", "Google Workspace", "Google Accounts"],
  googlecloud: ["GCP", "Google Cloud Platform"],
  hetzner: ["Hetzner Online", "Hetzner Cloud", "Hetzner Accounts"],
  homeassistant: ["HomeAssistant"],
  huggingface: ["HuggingFace"],
  internetarchive: ["archive.org"],
  itchdotio: ["itch"],
  jetbrains: ["JetBrains Account"],
  mega: ["MEGA.nz", "mega.io"],
  mozilla: ["Mozilla Account", "Firefox Accounts", "Mozilla Accounts"],
  npm: ["npmjs", "npmjs.com", "www.npmjs.com"],
  ovh: ["OVHcloud", "OVH SAS"],
  okta: ["Okta Verify"],
  playstation: ["PlayStation Network", "PSN", "Sony PlayStation"],
  plex: ["plex.tv"],
  proton: ["Proton Account", "Proton AG"],
  pypi: ["Python Package Index", "TestPyPI"],
  riotgames: ["Riot"],
  rockstargames: ["Rockstar", "Rockstar Games Social Club"],
  sourcehut: ["sr.ht", "meta.sr.ht"],
  stackexchange: ["Stack Exchange"],
  stackoverflow: ["Stack Overflow"],
  steam: ["Steam Guard", "Valve"],
  tplink: ["TP-Link", "TP-Link ID"],
  truenas: ["TrueNAS"],
  tuta: ["Tutanota"],
  ubiquiti: ["Ubiquiti SSO", "UI", "Ubiquiti Account", "UniFi"],
  ubisoft: ["Ubisoft Connect", "Uplay"],
  ubuntu: ["Ubuntu One", "Ubuntu SSO", "UbuntuSSO"],
  vk: ["VKontakte", "VK ID"],
  wikipedia: ["Wikimedia", "MediaWiki"],
  wise: ["TransferWise"],
  wordpress: ["WordPress.com", "WordPress.org"],
  x: ["Twitter", "X (Twitter)", "X.com", "Twitter/X"],
  ycombinator: ["Y Combinator", "Hacker News"],
  zoho: ["Zoho OneAuth"],
})
