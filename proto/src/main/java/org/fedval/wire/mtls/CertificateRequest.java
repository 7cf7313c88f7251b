package org.fedval.wire.mtls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A PKCS#10 request (RFC 2986) for a client certificate: a P-256 key, one identity, and proof of
 * possession. An object of this class has passed all of these checks.
 */
public final class CertificateRequest {
  /** A larger request is refused before it is parsed. */
  public static final int LIMIT_BYTES = 4096;

  static final String SIGNATURE = "SHA256withECDSA";

  private final byte[] der;
  private final PeerIdentity identity;
  private final PublicKey publicKey;

  private CertificateRequest(byte[] der, PeerIdentity identity, PublicKey publicKey) {
    this.der = der;
    this.identity = identity;
    this.publicKey = publicKey;
  }

  /** Makes a request at the site; the private key does not leave it. */
  public static CertificateRequest create(TlsKeyPair key, PeerIdentity identity) {
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, identity.uri())));
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(
                  new X500NameBuilder().addRDN(BCStyle.CN, identity.id()).build(), key.publicKey())
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
              .build(new JcaContentSignerBuilder(SIGNATURE).build(key.privateKey()))
              .getEncoded();
      return new CertificateRequest(der, identity, key.publicKey());
    } catch (IOException | OperatorException impossible) {
      throw new AssertionError("Making a request from own values failed.", impossible);
    }
  }

  /**
   * Reads a request from a peer.
   *
   * @param der at most {@value #LIMIT_BYTES} bytes
   * @throws CredentialsException when it is malformed, is not signed by its own key, has a key
   *     other than P-256, or does not name exactly one identity
   */
  public static CertificateRequest parse(byte[] der) throws CredentialsException {
    if (der.length > LIMIT_BYTES) {
      throw new CredentialsException("The certificate request is larger than 4096 bytes.");
    }
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new X509EncodedKeySpec(request.getSubjectPublicKeyInfo().getEncoded()));
      if (!TlsKeyPair.isP256(key)) {
        throw new CredentialsException("The certificate request needs an ECDSA P-256 key.");
      }
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new CredentialsException(
            "The certificate request is not signed by its own key; make a new one.");
      }
      Optional<PeerIdentity> identity = identity(request);
      return new CertificateRequest(
          der.clone(),
          identity.orElseThrow(
              () ->
                  new CredentialsException(
                      "The certificate request does not name exactly one site, vendor or"
                          + " operator.")),
          key);
    } catch (IOException
        | GeneralSecurityException
        | OperatorException
        | PKCSException
        | RuntimeException malformed) {
      throw new CredentialsException("The certificate request is malformed; make a new one.");
    }
  }

  private static Optional<PeerIdentity> identity(PKCS10CertificationRequest request) {
    Attribute[] asked = request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest);
    if (asked.length != 1 || asked[0].getAttrValues().size() != 1) {
      return Optional.empty();
    }
    ASN1Encodable value = asked[0].getAttrValues().getObjectAt(0);
    GeneralNames names =
        GeneralNames.fromExtensions(
            Extensions.getInstance(value), Extension.subjectAlternativeName);
    if (names == null || names.getNames().length != 1) {
      return Optional.empty();
    }
    GeneralName name = names.getNames()[0];
    return name.getTagNo() == GeneralName.uniformResourceIdentifier
        ? PeerIdentity.parse(name.getName().toString())
        : Optional.empty();
  }

  /** The exact bytes, for the signed enrolment body. */
  public byte[] der() {
    return der.clone();
  }

  /** Whom the request claims to be; the issuer must compare it with whom it expects. */
  public PeerIdentity identity() {
    return identity;
  }

  PublicKey publicKey() {
    return publicKey;
  }
}
