export const socketwrap = {
  hosts: { db: '10.1.0.5', web: { names: ['*.shard.internal'] } },
  dns: {
    'api.example.com': '203.0.113.9',
    'www.example.com': { CNAME: 'api.example.com' },
    'example.com': { MX: { priority: 10, exchange: 'mail.example.com' } },
    'broken.example.com': 'SERVFAIL',
  },
}
