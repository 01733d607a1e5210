import { scramVerifier } from './scram-verifier';

describe('what PostgreSQL keeps of a password', () => {
  it('is what RFC 7677 computes for its example', () => {
    // The user "user" with the password "pencil": the RFC's salt, and keys by which its proofs verify.
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    expect(scramVerifier('pencil', salt)).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });

  it('differs each time, and does not hold the password', () => {
    const [one, two] = [scramVerifier('open-sesame'), scramVerifier('open-sesame')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('sesame');
  });
});
