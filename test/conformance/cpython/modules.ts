/** Debian's, whose test suite is the package libpython3.11-testsuite. */
export const python = '/usr/bin/python3.11'
export const testSuite = '/usr/lib/python3.11/test/test_socket.py'

/** CPython's own tests of what uses sockets and processes; most time first, so that two at once end together. */
export const modules = [
  'test_multiprocessing_fork',
  'test_asyncio.test_ssl',
  'test_ssl',
  'test_socket',
  'test_asyncio.test_events',
  'test_logging',
  'test_asyncio.test_streams',
  'test_asyncio.test_sendfile',
  'test_asyncio.test_base_events',
  'test_asyncio.test_buffered_proto',
  'test_asyncio.test_server',
  'test_asyncio.test_sock_lowlevel',
  'test_asyncio.test_selector_events',
  'test_asyncio.test_sslproto',
  'test_asyncio.test_unix_events',
  'test_timeout',
  'test_select',
  'test_selectors',
  'test_poll',
  'test_epoll',
  'test_asyncore',
  'test_asynchat',
  'test_socketserver',
  'test_httplib',
  'test_httpservers',
  'test_ftplib',
  'test_smtplib',
  'test_smtpd',
  'test_poplib',
  'test_imaplib',
  'test_telnetlib',
  'test_nntplib',
  'test_urllib2_localnet',
  'test_xmlrpc',
  'test_docxmlrpc',
  'test_wsgiref',
  'test_robotparser',
  'test_eintr',
  'test_os',
]

/** They reach from a virtual machine to its host: neither IP nor this machine's own. */
export const leftOut = ['*VSOCK*']
