package org.fedval.wire.mtls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** When a certificate is to be renewed: after two thirds of its life, day 20 of 30. */
public final class CertificateLife {
  private CertificateLife() {}

  /** True from two thirds of the certificate's life on. */
  public static boolean isRenewalDue(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
    return !now.isBefore(from.plus(life.multipliedBy(2).dividedBy(3)));
  }

  /** True from the certificate's last instant on. */
  public static boolean isOver(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotAfter().toInstant());
  }
}
