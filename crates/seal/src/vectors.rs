//! Do the suites compute what their standards publish?

use sha2::{Digest, Sha256};
use sm3::Sm3;

use crate::suite::{Cipher, Mac, Suite};

fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex.split_whitespace().collect::<String>()).unwrap()
}

/// Hides and shows a published text with its key, nonce and data beside it.
fn check(suite: Suite, key: &str, nonce: &str, beside: &str, text: &str, hidden: &str, tag: &str) {
    let mut key = bytes(key);
    key.resize(32, 0);
    let cipher = Cipher::new(suite, &key.try_into().unwrap());
    let (nonce, beside, mut moved) = (bytes(nonce).try_into().unwrap(), bytes(beside), bytes(text));
    let found = cipher.hide(&nonce, &beside, &mut moved);
    assert_eq!((hex::encode(&moved), hex::encode(found)), (hex::encode(bytes(hidden)), tag.to_lowercase()));
    assert!(cipher.show(&nonce, &beside, &mut moved, &found));
    assert_eq!(moved, bytes(text));
}

#[test]
fn aes_256_gcm_is_that_of_nist() {
    // The Galois/Counter Mode of Operation (submission to NIST), appendix B, test case 16.
    check(
        Suite::International,
        "feffe9928665731c6d6a8f9467308308 feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b",
    );
}

#[test]
fn sm4_gcm_is_that_of_rfc_8998() {
    // RFC 8998, appendix A.1.
    check(
        Suite::Commercial,
        "0123456789ABCDEFFEDCBA9876543210",
        "00001234567800000000ABCD",
        "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2",
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D",
        "83DE3541E4C2B58177E065A9BF7B62EC",
    );
}

#[test]
fn sm4_is_that_of_its_standard() {
    use sm4::cipher::{BlockCipherEncrypt, KeyInit};
    // GB/T 32907-2016, appendix A.1.
    let key: [u8; 16] = bytes("0123456789ABCDEFFEDCBA9876543210").try_into().unwrap();
    let mut block = key.into();
    sm4::Sm4::new(&key.into()).encrypt_block(&mut block);
    assert_eq!(block.as_slice(), bytes("681EDF34D206965E86B3E94F536E4246"));
}

#[test]
fn digests_are_those_of_their_standards() {
    // GB/T 32905-2016, appendices A.1 and A.2.
    let sm3 = |text: &str| hex::encode(Sm3::digest(text.as_bytes()));
    assert_eq!(sm3("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_eq!(sm3(&"abcd".repeat(16)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    // FIPS 180-4, example of one block.
    let sha = hex::encode(Sha256::digest(b"abc"));
    assert_eq!(sha, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn keyed_digests_are_those_of_their_standards() {
    // RFC 4231, test case 2.
    let mac = Mac::new(Suite::International, b"Jefe");
    assert_eq!(
        hex::encode(mac.of(&[b"what do ya want ", b"for nothing?"])),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    // GM/T 0042-2015, appendix D.3.
    let mac = Mac::new(Suite::Commercial, &(1..=32).collect::<Vec<u8>>());
    let text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);
    assert_eq!(
        hex::encode(mac.of(&[text.as_bytes()])),
        "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"
    );
}

#[test]
fn a_secret_for_a_purpose_is_that_of_rfc_5869() {
    // RFC 5869, sections 2.2 and 2.3, spelled out in HMAC: no salt, one block of output.
    let secret = [0x0b; 32];
    let extracted = Mac::new(Suite::International, &[0; 32]).of(&[&secret]);
    let expanded = Mac::new(Suite::International, &extracted).of(&[b"words", &[1]]);
    assert_eq!(*Suite::International.derive(&secret, "words"), expanded);
    let extracted = Mac::new(Suite::Commercial, &[0; 32]).of(&[&secret]);
    let expanded = Mac::new(Suite::Commercial, &extracted).of(&[b"words", &[1]]);
    assert_eq!(*Suite::Commercial.derive(&secret, "words"), expanded);
}

#[test]
fn sm2_signs_as_its_standard_says() {
    use crate::sign::{SigningKey, VerifyingKey};
    // GB/T 32918.5-2017, appendix A.2: the key, its public point and a signature of it.
    let key = bytes("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    let key = SigningKey::of(Suite::Commercial, &key.try_into().unwrap()).unwrap();
    let public = key.verifying();
    assert_eq!(
        hex::encode_upper(public.bytes()),
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
         CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    );
    let mut signature: [u8; 64] = bytes(
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3 \
         B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
    )
    .try_into()
    .unwrap();
    assert!(public.is_right(b"message digest", &signature));
    assert!(VerifyingKey::of(&public.bytes()).unwrap().is_right(b"message digest", &signature));
    assert!(!public.is_right(b"message digests", &signature));
    signature[40] ^= 1;
    assert!(!public.is_right(b"message digest", &signature));
    // What we sign ourselves is checked by the same rule.
    let own = key.sign(b"message digest");
    assert!(public.is_right(b"message digest", &own) && own == key.sign(b"message digest"));
    let other = SigningKey::of(Suite::Commercial, &[7; 32]).unwrap().verifying();
    assert!(!other.is_right(b"message digest", &own));
}

#[test]
fn ed25519_signs_as_rfc_8032_says() {
    use crate::sign::{SigningKey, VerifyingKey};
    // RFC 8032, section 7.1, test 2.
    let key = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    let key = SigningKey::of(Suite::International, &key.try_into().unwrap()).unwrap();
    assert_eq!(
        hex::encode(key.sign(&[0x72])),
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    );
    let public = VerifyingKey::of(&key.verifying().bytes()).unwrap();
    assert!(public.is_right(&[0x72], &key.sign(&[0x72])));
}
