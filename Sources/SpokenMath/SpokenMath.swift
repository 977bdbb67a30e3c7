// SpokenMath
