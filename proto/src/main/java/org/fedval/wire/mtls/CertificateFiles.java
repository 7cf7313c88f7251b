package org.fedval.wire.mtls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.PrivateFiles;

/** Certificate chains as PEM: in files and in enrolment replies. */
public final class CertificateFiles {
  private CertificateFiles() {}

  public static byte[] encode(List<X509Certificate> chain) {
    List<byte[]> ders = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      try {
        ders.add(certificate.getEncoded());
      } catch (CertificateEncodingException impossible) {
        throw new AssertionError("A parsed certificate has its bytes.", impossible);
      }
    }
    return Pem.encode(Pem.CERTIFICATE, ders);
  }

  /**
   * Reads 1 to 16 certificates.
   *
   * @param what how the sentence of a refusal calls the source
   */
  public static List<X509Certificate> decode(byte[] pem, String what) throws KeyFileException {
    if (pem.length > Pem.LIMIT_BYTES) {
      throw new KeyFileException(what + " is larger than 32 KiB; check that it is the right file.");
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : Pem.decode(Pem.CERTIFICATE, pem, what)) {
      try {
        chain.add(CertificateTemplate.parse(der));
      } catch (CertificateException malformed) {
        throw new KeyFileException(what + " holds a malformed certificate; ask for a new one.");
      }
    }
    return List.copyOf(chain);
  }

  public static void write(Path file, List<X509Certificate> chain) throws IOException {
    PrivateFiles.writePublic(file, encode(chain));
  }

  public static List<X509Certificate> read(Path file) throws IOException {
    return decode(PrivateFiles.readPublic(file, Pem.LIMIT_BYTES), file.toString());
  }

  /** SHA-256 over the subject public key info, as in RFC 7469 section 2.4. */
  static Sha256Digest pin(X509Certificate certificate) {
    return Sha256Digest.hash(certificate.getPublicKey().getEncoded());
  }

  /** SHA-256 over the whole certificate, as browsers and openssl show it. */
  public static Sha256Digest fingerprint(X509Certificate certificate) {
    try {
      return Sha256Digest.hash(certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new AssertionError("A parsed certificate has its bytes.", impossible);
    }
  }

  static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    byte[] probe = {'f', 'e', 'd', 'v', 'a', 'l'};
    try {
      Signature signature = Signature.getInstance(CertificateRequest.SIGNATURE);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }
}
