// Runs discord-digital-twin: one line of JSON out with what is there, then one line out for each call that comes in.

import readline from 'node:readline'

import { DigitalDiscord } from 'discord-digital-twin'

const say = (what) => console.log(JSON.stringify(what ?? null))

const twin = new DigitalDiscord({
  botToken: process.env.TWIN_TOKEN,
  channels: [{ name: 'photos', type: 0 }],
  users: [{ username: 'anna' }, { username: 'ben' }],
})
await twin.start()
const [channel] = await twin.prisma.channel.findMany()
const people = await twin.prisma.user.findMany({ where: { bot: false } })
say({
  port: twin.port,
  gateway: twin.gatewayUrl,
  bot: twin.botUserId,
  channel: channel.id,
  people: Object.fromEntries(people.map((person) => [person.username, person.id])),
})
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { method, args } = JSON.parse(line)
  say(await twin[method](args))
}
await twin.stop()
