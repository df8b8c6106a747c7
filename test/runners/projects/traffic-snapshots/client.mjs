import { connect } from 'node:net'

const [, , host, word] = process.argv
connect(7, host)
  .on('connect', function () {
    this.write(word)
  })
  .resume()
