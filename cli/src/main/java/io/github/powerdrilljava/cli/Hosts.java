package io.github.powerdrilljava.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that NO_PROXY lists, as curl reads it: names with all below them, with or without a dot
 * before them; IP addresses and networks (10.0.0.0/8); "*" for all; each, as for other programs,
 * with or without a port.
 */
record Hosts(List<String> entries) {

  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d+)");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d+){3}|::1");

  static Hosts of(String list) {
    return new Hosts(
        Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
            .filter(each -> !each.isEmpty())
            .toList());
  }

  boolean areAll() {
    return entries.contains("*");
  }

  boolean contain(String host, int port) {
    String plain = plain(host.toLowerCase(Locale.ROOT));
    return entries.stream().anyMatch(entry -> matches(entry, plain, port));
  }

  private static String plain(String host) {
    return host.replaceAll("^\\[|]$|\\.$", "");
  }

  private static boolean matches(String entry, String host, int port) {
    Matcher withPort = WITH_PORT.matcher(entry);
    if (withPort.matches()) {
      return withPort.group(2).equals(Integer.toString(port))
          && matchesHost(withPort.group(1), host);
    }
    return matchesHost(entry, host);
  }

  private static boolean matchesHost(String entry, String host) {
    if (entry.equals("*")) {
      return true;
    }
    byte[] address = address(host);
    if (address != null) {
      String[] network = entry.split("/", 2);
      byte[] base = address(plain(network[0]));
      return base != null && isIn(address, base, network.length < 2 ? "" : network[1]);
    }
    String name = plain(entry.replaceFirst("^\\.", ""));
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  private static boolean isIn(byte[] address, byte[] base, String bits) {
    if (bits.isEmpty()) {
      return Arrays.equals(address, base);
    }
    if (!bits.matches("\\d{1,3}") || address.length != base.length) {
      return false;
    }
    int prefix = Integer.parseInt(bits);
    for (int i = 0; i < prefix && i < address.length * Byte.SIZE; i++) {
      int mask = 0x80 >> (i % Byte.SIZE);
      if ((address[i / Byte.SIZE] & mask) != (base[i / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return prefix <= address.length * Byte.SIZE;
  }

  /** Null for a name, which is never looked up. */
  private static byte @Nullable [] address(String host) {
    if (!host.contains(":") && !host.matches("\\d+(\\.\\d+){3}")) {
      return null;
    }
    try {
      return InetAddress.getByName(host).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether a host, by its name, is this machine. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(plain(host.toLowerCase(Locale.ROOT))).matches();
  }
}
