package org.fedval.wire.mtls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** One X.509 certificate to be signed (RFC 5280): holder, key and purpose. Single-threaded. */
final class CertificateTemplate {
  private static final int SERIAL_BITS = 127;

  private final X509v3CertificateBuilder builder;

  private CertificateTemplate(
      X500Name issuer,
      PublicKey issuerKey,
      String holder,
      PublicKey key,
      Instant from,
      Instant until,
      SecureRandom random) {
    builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
            Date.from(from),
            Date.from(until),
            name(holder),
            key);
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      add(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
      add(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(issuerKey));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("Every Java platform has SHA-1 for identifiers.", impossible);
    }
  }

  /** A self-signed root. */
  static CertificateTemplate root(
      String holder, PublicKey key, Instant from, Instant until, SecureRandom random) {
    CertificateTemplate root =
        new CertificateTemplate(name(holder), key, holder, key, from, until, random);
    return root.authority(1);
  }

  /** A certificate under an issuer. */
  static CertificateTemplate under(
      X509Certificate issuer,
      String holder,
      PublicKey key,
      Instant from,
      Instant until,
      SecureRandom random) {
    X500Name name = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    return new CertificateTemplate(name, issuer.getPublicKey(), holder, key, from, until, random);
  }

  CertificateTemplate authority(int pathLength) {
    add(Extension.basicConstraints, true, new BasicConstraints(pathLength));
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return this;
  }

  CertificateTemplate endEntity(KeyPurposeId purpose, GeneralNames names) {
    add(Extension.basicConstraints, true, new BasicConstraints(false));
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
    add(Extension.subjectAlternativeName, false, names);
    return this;
  }

  X509Certificate sign(PrivateKey issuerKey) {
    try {
      byte[] der =
          builder
              .build(new JcaContentSignerBuilder(CertificateRequest.SIGNATURE).build(issuerKey))
              .getEncoded();
      return parse(der);
    } catch (IOException | OperatorException | CertificateException impossible) {
      throw new AssertionError("Signing an own certificate failed.", impossible);
    }
  }

  /** Parsed by the JDK, whose certificate type every TLS provider takes. */
  static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private void add(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      builder.addExtension(id, critical, value);
    } catch (IOException impossible) {
      throw new AssertionError("Encoding an own extension failed.", impossible);
    }
  }

  private static X500Name name(String holder) {
    return new X500NameBuilder().addRDN(BCStyle.CN, holder).build();
  }
}
