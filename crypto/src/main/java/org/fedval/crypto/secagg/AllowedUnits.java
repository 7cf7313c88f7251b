package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Layout;

/** The range check of opened sums and the gate decision, the same at both roles. */
final class AllowedUnits {
  private AllowedUnits() {}

  /**
   * Checks the gate's range and applies the rule; unit 0 and unknown units are refused.
   *
   * @param earlier the allowed units of every earlier session of this study over the same sites: a
   *     unit that one of them kept shut stays shut (section 6.2, step 5)
   */
  static BitSet decide(
      SessionTerms terms, GateRule rule, RingVector gateSums, List<BitSet> earlier) {
    require(
        inRange(terms, 0, gateSums),
        Code.FALSE_GATE,
        "A gate sum is beyond what the sites together can have.");
    BitSet allowed =
        rule.allowed(
            terms.layout(),
            gateSums.toSignedLongs(),
            Math.toIntExact(terms.study().minCell()),
            terms.study().minContributors());
    require(
        !allowed.get(0) && allowed.length() <= terms.units(),
        Code.UNSUPPORTED,
        "The gate rule allows a unit that does not exist or the gate itself.");
    earlier.forEach(allowed::and);
    return allowed;
  }

  /** Whether every sum is within roster size times the unit's bound, widened by the noise. */
  static boolean inRange(SessionTerms terms, int unit, RingVector sums) {
    Layout.Unit declared = terms.layout().units().get(unit);
    BigInteger sites = BigInteger.valueOf(terms.roster().size());
    BigInteger noise = BigInteger.valueOf(terms.noiseReach());
    long high = BigInteger.valueOf(declared.bound()).add(noise).multiply(sites).longValueExact();
    long low = declared.kind().isSigned() ? -high : -noise.multiply(sites).longValueExact();
    for (long sum : sums.toSignedLongs()) {
      if (sum < low || sum > high) {
        return false;
      }
    }
    return true;
  }
}
