package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what a URL may be used for: one method, one path, until one point in time. */
final class UrlSigner {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  UrlSigner() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    secret = new SecretKeySpec(random, ALGORITHM);
  }

  /** The signature, in hexadecimal. */
  String sign(String method, String rawPath, String expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      String signed = method + "\n" + rawPath + "\n" + expires;
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  boolean isGenuine(String signature, String method, String rawPath, String expires) {
    byte[] expected = sign(method, rawPath, expires).getBytes(UTF_8);
    return MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
  }
}
