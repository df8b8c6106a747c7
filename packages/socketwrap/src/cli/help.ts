export const helpText = `socketwrap: run programs on a private IP network

Usage:
  socketwrap run [--host NAME[=IP,…]] [--net DIR] [--allow RULE] [--deny RULE] [--pcap FILE] -- COMMAND [ARGUMENT…]
      Runs a command on a network, with its own input, output, signals and exit code. Without --net the network is new
      and ends with the command. With --net it is the one in DIR, which is made there when DIR is missing or empty and
      kept until 'socketwrap rm DIR', so that commands in several terminals share it.
      --host NAME        the host to run on, made when the network has none of that name (default: the test host)
      --host NAME=IP,…   the same, with these addresses
      --net DIR          the network's directory
      --user NAME        whom the command believes to be: a user of the host, or a uid
      --allow RULE       lets something leave the network: a name, an address or a subnet, with ports; may be given often,
                         and the first --allow or --deny that matches decides. Examples: registry.example.com:443,
                         10.0.0.0/8, udp://192.0.2.1:123, unix:/var/run/docker.sock. With --net they hold for the
                         network in DIR, in place of those that were given before
      --deny RULE        lets it not, although a later --allow does
      --pcap FILE        writes what crossed the network meanwhile for Wireshark: pcapng, or pcap when FILE ends in .pcap
                         (default: SOCKET_WRAPPER_PCAP_FILE of the environment, when that is set)
      --capture always   records what crosses the network in DIR (default with --net and with --pcap)
      --capture off      records nothing
      --tls-keys off     leaves out the TLS keys, which let Wireshark show what was encrypted

  socketwrap ps DIR      shows the hosts and processes of the network in DIR, and where they listen
  socketwrap flows DIR   shows the connections and conversations that the network in DIR recorded: a table and a picture
  socketwrap flows FILE  the same for a pcap or pcapng file
  socketwrap watch DIR   shows what happens on the network in DIR, as it happens
  socketwrap watch DIR --pcap - | wireshark -k -i -
                         the same in Wireshark
  socketwrap pcap DIR -o FILE
                         writes them for Wireshark; FILE '-' is the standard output
  socketwrap rm DIR      ends everything on the network in DIR, and removes it
  socketwrap doctor      proves, check by check, that this machine can do it all

  -h, --help             shows this text
  -v, --version          shows the version

Exit codes: that of the command; 128 + N when signal N ended it; 127 when it was not found, 126 when it could not be run,
125 when socketwrap itself failed.`
