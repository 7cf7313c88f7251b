package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.SharingPolynomial;
import org.jspecify.annotations.Nullable;

/** One site of a reference session: its given secrets and every value that follows from them. */
final class SiteVector {
  private final CheckedVector v;
  final int index;
  final SigningKey identity;
  final byte[] root;
  final long[] plain;
  private @Nullable SessionSecrets secrets;
  private byte[] manifest = new byte[0];

  SiteVector(String where, JsonNode node) {
    this.v = new CheckedVector(where + " site " + node.get("i"), node);
    this.index = v.number("i");
    this.identity = SessionVector.signing(v.bytes("sign_seed"));
    this.root = v.bytes("root");
    this.plain = new long[node.get("plain").size()];
    for (int e = 0; e < plain.length; e++) {
      plain[e] = v.get("plain").get(e).longValue();
    }
    v.is("sign_pk", identity.verifyingKey().toByteArray());
  }

  /** The randomness of the reference: the root, then ephemeral key and m for every peer. */
  ScriptedRandom random(Sha256Digest sid, int sites) {
    Hkdf prk = SessionVector.prk(sid, root);
    ScriptedRandom random = new ScriptedRandom().then(root);
    for (int j = 0; j < sites; j++) {
      if (j != index) {
        random.then(SessionVector.expand(prk, "test-only/eph", 32, j));
        random.then(SessionVector.expand(prk, "test-only/m", 32, j));
      }
    }
    return random;
  }

  void advertise(SessionTerms terms, SignedBody signed) {
    Advertise body = Advertise.decode(signed.body());
    SessionSecrets secrets =
        new SessionSecrets(terms.sid(), index, terms.units(), SecretBytes.copyOf(root));
    this.secrets = secrets;
    Hkdf prk = SessionVector.prk(terms.sid(), root);
    byte[] encSk = SessionVector.expand(prk, "enc-x25519", 32, index);
    v.is("enc_x25519_sk", encSk);
    v.is("enc_x25519_pk", body.encX());
    v.is("enc_x25519_pk", X25519KeyPair.fromScalar(SecretBytes.copyOf(encSk)).publicKey());
    v.is("enc_mlkem_ek_sha256", Sha256Digest.hash(body.encKem().toByteArray()));
    v.is("r", secrets.seed());
    Hkdf maskPrk = SessionVector.prk(terms.sid(), secrets.seed().encode());
    v.is("mask_x25519_sk", SessionVector.expand(maskPrk, "mask-x25519", 32, index));
    v.is("mask_x25519_pk", body.maskX());
    v.is("mask_mlkem_ek_sha256", Sha256Digest.hash(body.maskKem().toByteArray()));
    List<String> selfKeys = new ArrayList<>();
    List<String> selfSecrets = new ArrayList<>();
    for (int u = 0; u < terms.units(); u++) {
      FieldElement b = secrets.selfSecret(u);
      selfSecrets.add(hex(b.encode()));
      selfKeys.add(
          hex(ShareCommitments.selfKey(terms.sid(), index, u, b).open(InsecureSecretAccess.get())));
    }
    same("b", selfSecrets);
    same("self_mask_keys", selfKeys);
    v.is("advertise_body_sha256", signed.hash());
    v.is("advertise_sig", signed.signature());
  }

  void share(SessionTerms terms, AgreedPeers peers, SharedClient client) {
    byte[] coefficient =
        FvcWriter.labelled("coef").digest(peers.h1()).u16(index).u16(0).u16(1).toByteArray();
    v.is("poly_r_coeff1", FieldElement.derive(SessionVector.prk(terms.sid(), root), coefficient));
    v.is("share_keys_body", client.message().body());
    v.is("share_keys_body_sha256", client.message().hash());
    List<SharingPolynomial> polynomials = secrets().polynomials(peers.h1(), peers.quorum().votes());
    CheckedVector roots = new CheckedVector("share_roots", v.get("share_roots"));
    CheckedVector hashes = new CheckedVector("share_row_sha256", v.get("share_row_sha256"));
    client
        .rows()
        .forEach(
            (holder, row) -> {
              roots.is(String.valueOf(holder), row.shareRoot());
              hashes.is(String.valueOf(holder), row.hash());
              List<String> dealt =
                  polynomials.stream().map(p -> hex(p.shareOf(holder).encode())).toList();
              assertThat(texts(v.get("shares_dealt").get(String.valueOf(holder)))).isEqualTo(dealt);
            });
    assertThat(v.get("shares_dealt").size()).isEqualTo(client.rows().size());
    roots.close();
    hashes.close();
  }

  FrozenVector frozen(Layout layout) {
    List<long[]> units = new ArrayList<>();
    int at = 0;
    for (int length : layout.lengths()) {
      units.add(Arrays.copyOfRange(plain, at, at + length));
      at += length;
    }
    return FrozenVector.freeze(layout, units, SecretBytes.copyOf(v.bytes("plain_salt")), index);
  }

  SessionSecrets secrets() {
    return Objects.requireNonNull(secrets);
  }

  void dropped() {
    for (String field :
        List.of(
            "masked", "masked_bytes", "confirm_list", "manifest_body", "vote_body", "vote_sig")) {
      assertThat(v.isNull(field)).as(field).isTrue();
    }
  }

  void masked(MaskedClient client, int bits) {
    v.is("masked_bytes", client.maskedVector());
    RingVector words = RingVector.ofBytes(RingBits.of(bits), client.maskedVector());
    List<String> numbers = new ArrayList<>();
    for (long word : words.toSignedLongs()) {
      numbers.add(
          bits == 64 ? Long.toUnsignedString(word) : BigInteger.valueOf(word & 0xFFFFFFFFL) + "");
    }
    assertThat(texts(v.get("masked"))).isEqualTo(numbers);
    v.is("confirm_list", client.confirmList());
    v.is("manifest_body", client.manifest().body());
    manifest = client.manifest().body();
  }

  Sha256Digest h2() {
    return MaskedManifest.decode(manifest).h2();
  }

  void voted(SignedBody vote) {
    v.is("vote_body", vote.body());
    v.is("vote_sig", vote.signature());
  }

  void close() {
    v.close();
  }

  private void same(String field, List<String> actual) {
    assertThat(texts(v.get(field))).as(field).isEqualTo(actual);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
