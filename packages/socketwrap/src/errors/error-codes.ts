/**
 * Each code that a `SocketwrapError` can carry, with the sentence that docs/errors.md shows for it.
 * A unit test compares the two.
 */
export const errorCodes = {
  UNSUPPORTED_PLATFORM: 'This machine cannot run virtual networks.',
  NO_NETWORK: '`network` was used where no socketwrap environment is active.',
  NETWORK_CLOSED: 'The network was used after it was closed.',
  HOST_CLOSED: 'The host was used after it was closed.',
  BAD_OPTION: 'An option has the wrong type or value, or is not known.',
  BAD_HOST_NAME: 'A host name is not one.',
  HOST_EXISTS: 'Another host of the network has this name.',
  BAD_ADDRESS: 'An address is not an IP address, or is one that no host can have.',
  ADDRESS_IN_USE: 'Another host of the network has this address.',
  NETWORK_FULL: 'The network has no room for another host.',
  BAD_PORT: 'A port is not a whole number from 0 to 65535.',
  PROGRAM_NOT_FOUND: 'There is no program of this name or path.',
  PROGRAM_NOT_EXECUTABLE: 'The file is there but cannot be executed.',
  UNSUPPORTED_PROGRAM: 'The program cannot be put on the network.',
  SPAWN_FAILED: 'The kernel did not start the program.',
  PROGRAM_EXITED: 'The program ended before it listened on the port.',
  LISTEN_TIMEOUT: 'The program did not listen on the port in time.',
  RUN_FAILED: 'A command that was run ended with a failure.',
  RUN_TIMEOUT: 'A command that was run did not end in time.',
  RUN_ABORTED: 'A command was ended by its abort signal.',
  DIRECTORY_TOO_LONG: 'The path of the network’s directory is too long.',
  DIRECTORY_FOREIGN: 'The directory belongs to another user, or is open to others.',
  DIRECTORY_UNWRITABLE: 'The directory cannot be made or written.',
  DIRECTORY_NOT_EMPTY: 'The directory holds something else than a network.',
  DIRECTORY_IN_USE: 'The directory holds a network that is in use.',
  NOT_A_NETWORK: 'The directory holds no network.',
  ALREADY_ENTERED: 'This thread is on a network already.',
  SHIM_MISMATCH: 'A shim of another version is loaded in this process.',
  CLOSE_INCOMPLETE: 'Some processes of the network could not be ended.',
  NATIVE_FAILED: 'The native part failed in a way that has no code of its own.',
} as const

export type SocketwrapErrorCode = keyof typeof errorCodes
