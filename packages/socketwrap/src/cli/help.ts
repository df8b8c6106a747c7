export const helpText = `socketwrap: run programs on a private IP network

Usage:
  socketwrap run [--host NAME[=IP,…]] [--net DIR] -- COMMAND [ARGUMENT…]
      Runs a command on a network, with its own input, output, signals and exit code. Without --net the network is new
      and ends with the command. With --net it is the one in DIR, which is made there when DIR is missing or empty and
      kept until 'socketwrap rm DIR', so that commands in several terminals share it.
      --host NAME        the host to run on, made when the network has none of that name (default: the test host)
      --host NAME=IP,…   the same, with these addresses
      --net DIR          the network's directory

  socketwrap ps DIR      shows the hosts and processes of the network in DIR, and where they listen
  socketwrap rm DIR      ends everything on the network in DIR, and removes it
  socketwrap doctor      proves, check by check, that this machine can do it all

  -h, --help             shows this text
  -v, --version          shows the version

Exit codes: that of the command; 128 + N when signal N ended it; 127 when it was not found, 126 when it could not be run,
125 when socketwrap itself failed.`
