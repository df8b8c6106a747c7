import { closeSync, openSync, readSync } from 'node:fs'

/** The name of the package with the binaries for this machine, without its scope. */
export function platformName(platform = process.platform, arch = process.arch): string {
  return platform === 'linux' ? `linux-${arch}-gnu` : `${platform}-${arch}`
}

/** Why the shim cannot run on this kind of machine, as a sentence; undefined when it can. */
export function explainUnsupported(
  platform = process.platform,
  arch = process.arch,
  executable = process.execPath,
): string | undefined {
  if (platform !== 'linux') {
    return `socketwrap runs on Linux only, and this is ${platform}. Run the tests in a Linux container or virtual machine.`
  }
  if (arch !== 'x64') {
    return `socketwrap runs on x64 only, and this is ${arch}.`
  }
  if (isLinkedWithMusl(executable)) {
    return `socketwrap needs a Node that is linked with glibc, and ${executable} is linked with musl. Use an image that is based on Debian, Ubuntu or Fedora.`
  }
  return undefined
}

/** An ELF program names its loader near its start, and musl's is called ld-musl-ARCH.so.1. */
function isLinkedWithMusl(executable: string): boolean {
  const start = Buffer.alloc(4096)
  const fd = openSync(executable, 'r')
  try {
    readSync(fd, start, 0, start.length, 0)
  } finally {
    closeSync(fd)
  }
  return start.includes('/ld-musl-')
}
