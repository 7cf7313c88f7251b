package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.Bundles;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.Reconstruction;
import org.fedval.crypto.shamir.SharingPolynomial;
import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void every_field_of_the_reference_vectors_is_recomputed() throws IOException {
    for (Map.Entry<String, JsonNode> file : VectorFolder.read().entrySet()) {
      try (CheckedVector all = new CheckedVector(file.getKey(), file.getValue())) {
        assertThat(all.get("format").textValue()).isEqualTo("fedval-secagg-v1");
        all.get("note");
        mlKem(new CheckedVector("mlkem768", all.get("mlkem768")));
        shamir(new CheckedVector("shamir", all.get("shamir")));
        graph(new CheckedVector("graph", all.get("graph")));
        int number = 0;
        for (JsonNode session : all.get("sessions")) {
          new SessionVector("session " + number++, session).check();
        }
        assertThat(number).isPositive();
        bundle(new CheckedVector("bundle_stream", all.get("bundle_stream")));
      }
    }
  }

  private static void mlKem(CheckedVector v) {
    try (v) {
      MlKem keys = MlKem.fromSeed(SecretBytes.copyOf(v.bytes("d_z")));
      MlKem.Encapsulated sent =
          MlKem.encapsulate(keys.encapsulationKey(), SecretBytes.copyOf(v.bytes("m")));
      byte[] ciphertext = sent.ciphertext().toByteArray();
      v.is("ek_sha256", Sha256Digest.hash(keys.encapsulationKey().toByteArray()));
      v.is("dk_sha256", Sha256Digest.hash(keys.expandedKey().open(InsecureSecretAccess.get())));
      v.is("ct", ciphertext);
      v.is("ct_sha256", Sha256Digest.hash(ciphertext));
      v.is("ss", sent.secret().open(InsecureSecretAccess.get()));
      v.is("ss", keys.decapsulate(sent.ciphertext()).open(InsecureSecretAccess.get()));
      ciphertext[0] ^= 1;
      v.is(
          "ss_reject_first_byte_xor_1",
          keys.decapsulate(Octets.of(ciphertext)).open(InsecureSecretAccess.get()));
    }
  }

  private static void shamir(CheckedVector v) {
    try (v) {
      assertThat(v.get("p").textValue())
          .isEqualTo(BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19)).toString());
      List<FieldElement> coefficients = new ArrayList<>();
      v.get("coeffs").forEach(c -> coefficients.add(element(c)));
      assertThat(coefficients).hasSize(v.number("t"));
      SharingPolynomial polynomial =
          SharingPolynomial.of(coefficients.get(0), coefficients.subList(1, coefficients.size()));
      JsonNode shares = v.get("shares");
      shares
          .fieldNames()
          .forEachRemaining(
              x ->
                  assertThat(polynomial.shareOf(Integer.parseInt(x) - 1))
                      .isEqualTo(element(shares.get(x))));
      List<Integer> holders = List.of(1, 2, 4, 6, 7);
      assertThat(
              Reconstruction.of(holders).secret(holders.stream().map(polynomial::shareOf).toList()))
          .isEqualTo(coefficients.get(0));
    }
  }

  private static void graph(CheckedVector v) {
    try (v) {
      SortedSet<Integer> sites = new TreeSet<>();
      v.get("permutation").forEach(site -> sites.add(site.intValue()));
      HararyGraph graph =
          HararyGraph.derive(
              Sha256Digest.of(v.bytes("sid")),
              Sha256Digest.of(v.bytes("h1")),
              sites,
              v.number("k"));
      List<Integer> permutation = new ArrayList<>();
      v.get("permutation").forEach(site -> permutation.add(site.intValue()));
      assertThat(graph.permutation()).isEqualTo(permutation);
      JsonNode neighbours = v.get("neighbours");
      assertThat(neighbours.size()).isEqualTo(sites.size());
      for (int site : sites) {
        SortedSet<Integer> expected = new TreeSet<>();
        neighbours.get(String.valueOf(site)).forEach(j -> expected.add(j.intValue()));
        assertThat(graph.neighbours(site)).isEqualTo(expected);
        for (int other : sites) {
          assertThat(graph.adjacent(site, other)).isEqualTo(expected.contains(other));
        }
      }
    }
  }

  private static void bundle(CheckedVector v) {
    try (v) {
      SecretBytes key = SecretBytes.copyOf(v.bytes("file_key"));
      Octets id = Octets.of(v.bytes("bundle_id"));
      byte[] plain = v.bytes("plaintext");
      SealedHeader header =
          new SealedHeader(
              v.number("segment"),
              plain.length,
              Octets.of(v.bytes("salt")),
              Octets.of(v.bytes("prefix")));
      v.is("sealed", Bundles.seal(key, id, header, plain));
      v.is("plaintext", Bundles.open(key, id, v.bytes("sealed")));
    }
  }

  static FieldElement element(JsonNode hex) {
    return FieldElement.decode(java.util.HexFormat.of().parseHex(hex.textValue()));
  }
}
