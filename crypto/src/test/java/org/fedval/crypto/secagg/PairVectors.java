package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/** The values that two sites of a reference session share. */
final class PairVectors {
  private PairVectors() {}

  static void check(
      JsonNode pairs,
      SessionTerms terms,
      AgreedPeers peers,
      List<SiteVector> sites,
      BySite<SharedClient> shared) {
    assertThat(pairs.size()).isEqualTo(sites.size() * (sites.size() - 1) / 2);
    for (JsonNode node : pairs) {
      try (CheckedVector v = new CheckedVector("pair", node)) {
        int lo = v.number("lo");
        int hi = v.number("hi");
        Octets ciphertext = row(shared.at(lo), hi).kemCiphertext();
        v.is("kem_ct", ciphertext);
        v.is("kem_ct_sha256", Sha256Digest.hash(ciphertext.toByteArray()));
        for (int own : List.of(lo, hi)) {
          MaskKeys keys = sites.get(own).secrets().maskKeys();
          int peer = own == lo ? hi : lo;
          PairSecrets pair = keys.pair(peers.h1(), peers.advertise(peer), ciphertext);
          v.is("dh", opened(keys.dh(peers.advertise(peer))));
          v.is("kem_ss", opened(keys.kemSecret(peers.advertise(peer), ciphertext)));
          v.is("mask_key", opened(pair.maskKey()));
          v.is("confirm", pair.confirmTag());
          byte[] keystream = new byte[32];
          MaskStream.open(pair.maskKey(), 0).next(keystream, 32);
          v.is("keystream_first_32", keystream);
        }
      }
    }
    assertThat(terms.sid()).isEqualTo(peers.advertise(0).sid());
  }

  static void sealed(
      JsonNode node,
      SessionTerms terms,
      AgreedPeers peers,
      List<SiteVector> sites,
      SharedClient dealer) {
    try (CheckedVector v = new CheckedVector("sealed_share_0_to_1", node)) {
      ShareRow row = row(dealer, 1);
      byte[] info = ShareCommitments.sealInfo(terms.sid(), peers.h1(), 0, 1);
      v.is("box", row.box());
      v.is("aad", row.shareRoot());
      v.is("info", info);
      byte[] scalar = v.bytes("recipient_enc_x25519_sk");
      byte[] seed = v.bytes("recipient_enc_mlkem_seed_d_z");
      assertThat(seed)
          .isEqualTo(
              SessionVector.expand(
                  SessionVector.prk(terms.sid(), sites.get(1).root), "enc-mlkem768", 64, 1));
      SecretBytes plaintext =
          HybridSeal.open(
              X25519KeyPair.fromScalar(SecretBytes.copyOf(scalar)),
              MlKem.fromSeed(SecretBytes.copyOf(seed)),
              info,
              row.shareRoot().toByteArray(),
              row.box().toByteArray());
      v.is("plaintext", opened(plaintext));
    }
  }

  private static ShareRow row(SharedClient dealer, int holder) {
    return Objects.requireNonNull(dealer.rows().get(holder));
  }

  private static byte[] opened(SecretBytes secret) {
    return secret.open(InsecureSecretAccess.get());
  }
}
