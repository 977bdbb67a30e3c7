extension CapitalPriors {
  /// Traits and their log-odds, made by `Benchmarks/capital-priors.py`.
  package static let table = """
    accent 1 0.43
    accent 2 -0.08
    accent 3 0.56
    accent 4 -0.10
    accent 5 -0.65
    around additive accent 0.60
    around additive additive -0.21
    around additive comma 0.07
    around additive edge -0.05
    around additive equals 0.06
    around additive parentheses 0.16
    around additive times -0.20
    around arrow edge 0.22
    around arrow equals -0.21
    around big edge 0.19
    around big greek 0.10
    around big latin -0.21
    around circled parentheses 0.06
    around comma additive 0.14
    around comma comma -0.13
    around comma edge 0.10
    around comma equals -0.71
    around differential additive 0.52
    around differential parentheses 0.95
    around edge additive -0.56
    around edge arrow -0.31
    around edge comma -0.13
    around edge differential 0.51
    around edge greek -0.08
    around edge isIn -0.03
    around edge latin 0.06
    around edge parentheses -0.26
    around edge times 0.06
    around equals comma -0.15
    around equals edge -0.48
    around equals function 0.10
    around equals parentheses -0.07
    around fraction latin 0.22
    around function edge -0.23
    around greek edge -0.28
    around greek equals 0.06
    around greek greek 0.06
    around greek latin -0.16
    around integral parentheses 0.05
    around latin edge -0.10
    around latin equals 0.45
    around latin greek -0.10
    around latin latin 0.03
    around latin parentheses -0.74
    around number additive -0.42
    around number edge 0.12
    around order edge -0.12
    around order latin 0.59
    around order order -0.63
    around order other 0.08
    around parentheses additive 0.16
    around parentheses comma 0.42
    around parentheses edge -0.34
    around parentheses other -0.35
    around parentheses parentheses 0.20
    around times edge -0.21
    around times equals 0.22
    around union edge 0.30
    around union latin -0.70
    bias -0.35
    bold 0.13
    bound a lowerBound -0.68
    bound n upperBound 0.81
    count 1 argument 0.71
    count 1 bars 0.47
    count 1 cell 0.75
    count 1 lower 0.20
    count 1 lowerBound 0.68
    count 1 numerator 0.10
    count 1 parentheses 0.39
    count 1 upper 0.16
    count 2 braces 0.18
    count 2 denominator 0.06
    count 2 lowerBound -0.78
    count 2 marked -0.12
    count 2 numerator -0.17
    count 2 parentheses 0.08
    count 3 lower -0.21
    count 3 lowerBound -0.43
    count 3 numerator -0.74
    count 3 parentheses -0.45
    count 3 radicand -1.06
    count 3 upper -0.81
    count 3 upperBound 0.17
    count 4 argument -0.51
    count 4 brackets 0.53
    count 4 cell -0.48
    count 4 denominator -0.76
    count 4 lower -0.23
    count 4 marked 0.26
    count 4 top 0.05
    count 4 upper -0.61
    count 4 upperBound -0.13
    custom 1 2.41
    custom 2 0.75
    custom 3 0.89
    custom 4 2.21
    custom 6 3.04
    head a argument -0.18
    head a lower -0.18
    head b argument 0.07
    head b lower -0.33
    head c argument 0.75
    head c lower -0.07
    head d argument 0.09
    head d lower 0.14
    head e argument 0.64
    head e brackets 0.89
    head e upper 0.24
    head f argument -0.52
    head f lower -0.36
    head g lower 0.15
    head g upper -0.11
    head gamma lower -0.25
    head gamma upper 0.95
    head h argument 0.22
    head j lower -0.25
    head k argument -0.47
    head k lower 0.69
    head l argument 0.74
    head l brackets 0.08
    head l lower 0.16
    head m argument 0.06
    head m lower 0.10
    head n argument 0.38
    head n lower -0.18
    head o argument -0.12
    head o lower 0.63
    head omega argument -0.06
    head omega lower 0.09
    head p argument 0.43
    head phi upper 0.30
    head pi argument 0.29
    head pi lower 0.08
    head psi argument -0.44
    head psi lower 0.29
    head q argument -0.49
    head q lower 0.54
    head q upper 0.29
    head r lower -0.56
    head s argument 0.21
    head s lower -0.05
    head t argument 0.24
    head t lower -0.42
    head t upper 0.35
    head theta argument -0.37
    head u argument -1.08
    head u lower -0.62
    head v lower -0.16
    head w upper -0.23
    head x argument -0.09
    head x lower -0.31
    head x upper -0.54
    head y lower 0.49
    letter a 0.29
    letter c 0.07
    letter e -1.33
    letter f -0.23
    letter gamma -0.13
    letter i 0.14
    letter j 1.60
    letter k 0.14
    letter l 1.43
    letter lambda -0.16
    letter m 0.34
    letter n 0.10
    letter o 0.14
    letter phi -0.52
    letter pi -1.35
    letter psi -0.84
    letter sigma -0.52
    letter t 0.40
    letter theta -0.59
    letter u -0.15
    letter upsilon 0.78
    letter v -0.43
    letter x -0.82
    letter xi -2.17
    letter z -0.14
    letterAccent n -0.25
    letterAccent s 0.34
    letterAfter a a 1.72
    letterAfter a d 0.05
    letterAfter b a -0.05
    letterAfter d c 0.07
    letterAfter d d 0.56
    letterAfter k i -0.14
    letterAfter k q 0.25
    letterAfter l k -0.41
    letterAfter q k 0.77
    letterAfter r d -0.35
    letterAfter t d -1.54
    letterAfter t delta -0.16
    letterAfter t k 0.90
    letterAfter t l 0.30
    letterAfter v p 0.31
    letterAfter x c 0.05
    letterAfter x d -2.30
    letterAfter y d -0.36
    letterAfter y p 1.02
    letterBefore a a 1.57
    letterBefore a c -0.45
    letterBefore a h 0.05
    letterBefore a u 0.31
    letterBefore a x -0.04
    letterBefore b x -0.38
    letterBefore d c 0.88
    letterBefore d d 1.04
    letterBefore d t -0.04
    letterBefore d x -2.34
    letterBefore d y -0.16
    letterBefore delta a -0.35
    letterBefore delta t 1.80
    letterBefore delta theta 1.40
    letterBefore delta u 1.33
    letterBefore delta x 2.65
    letterBefore delta y 1.71
    letterBefore g l 0.19
    letterBefore h d 0.08
    letterBefore i j 0.58
    letterBefore p y 0.27
    letterBold m 0.17
    letterHead a c -0.39
    letterHead a function -0.27
    letterHead a gamma 0.79
    letterHead a h 0.41
    letterHead a pi 0.16
    letterHead a s -0.09
    letterHead a sigma 0.93
    letterHead a t 0.25
    letterHead a v -0.09
    letterHead a z 1.07
    letterHead b e 0.27
    letterHead b h 0.37
    letterHead b t -0.10
    letterHead b x 0.30
    letterHead c j 0.26
    letterHead c phi -0.05
    letterHead c s 2.05
    letterHead d h 0.36
    letterHead delta x 0.08
    letterHead e h 0.31
    letterHead g d 0.34
    letterHead g n 0.80
    letterHead h gamma 0.17
    letterHead h x 0.28
    letterHead i b -0.29
    letterHead i e -0.53
    letterHead i g 0.33
    letterHead i phi 0.14
    letterHead i u 0.27
    letterHead i w 0.43
    letterHead k a -0.19
    letterHead k e 0.33
    letterHead k n 0.09
    letterHead k t 0.08
    letterHead l a -0.27
    letterHead l psi 0.31
    letterHead lambda p 0.25
    letterHead m c -0.15
    letterHead m gamma 0.86
    letterHead n c -0.09
    letterHead n h -0.31
    letterHead n phi 0.10
    letterHead n r 0.65
    letterHead n sigma 0.22
    letterHead n x -0.09
    letterHead n y -0.97
    letterHead omega h 0.85
    letterHead p m 0.58
    letterHead p o 0.73
    letterHead p t 0.51
    letterHead phi e 0.69
    letterHead q i 1.53
    letterHead r l 0.24
    letterHead s g 0.32
    letterHead s w -0.42
    letterHead s y -0.15
    letterHead t f 0.34
    letterHead t phi -0.20
    letterHead t psi 0.14
    letterHead t q 0.04
    letterHead v d -0.22
    letterHead v k 0.06
    letterHead v p 1.20
    letterHead w c -0.47
    letterHead x function -0.57
    letterHead x k 0.07
    letterHead x p 0.17
    letterHead x q 0.53
    letterHead y e 0.11
    letterHead y n 0.56
    letterHead z n 0.32
    letterLower a edge 0.14
    letterLower a greek 0.46
    letterLower a index 0.21
    letterLower a latin -0.32
    letterLower a one 0.06
    letterLower a sum -0.29
    letterLower b edge 0.39
    letterLower c edge 0.24
    letterLower c greek 0.31
    letterLower c latin -0.34
    letterLower c list -0.75
    letterLower c one 0.35
    letterLower d latin 0.63
    letterLower d sum -0.53
    letterLower delta edge 0.49
    letterLower delta index -0.40
    letterLower delta latin 0.78
    letterLower delta number 0.54
    letterLower e latin -0.17
    letterLower e one -0.23
    letterLower e other 0.03
    letterLower f additive 1.42
    letterLower f edge -0.26
    letterLower f latin -0.13
    letterLower f list -0.71
    letterLower f number 0.14
    letterLower g latin -0.34
    letterLower g number 0.06
    letterLower g sum 0.39
    letterLower gamma latin 0.40
    letterLower h edge 0.19
    letterLower h index -0.79
    letterLower h number 0.28
    letterLower h one 0.41
    letterLower h other -1.15
    letterLower i edge -0.82
    letterLower i latin 0.31
    letterLower j edge -0.65
    letterLower k greek 0.61
    letterLower k latin 0.35
    letterLower l edge -0.11
    letterLower l latin 0.32
    letterLower l number 0.54
    letterLower lambda edge 0.27
    letterLower lambda latin -0.70
    letterLower n latin 0.04
    letterLower n number -0.74
    letterLower n sum 0.11
    letterLower p edge -0.12
    letterLower p greek 0.33
    letterLower p latin -0.22
    letterLower p list 0.03
    letterLower phi list -0.55
    letterLower pi edge -0.05
    letterLower q edge -0.03
    letterLower q latin -0.10
    letterLower q one 0.83
    letterLower r additive -0.25
    letterLower r edge 0.06
    letterLower r list 0.44
    letterLower r number 0.07
    letterLower r text -0.61
    letterLower s edge -0.54
    letterLower s index 0.41
    letterLower sigma edge -0.36
    letterLower sigma number 0.64
    letterLower t edge -0.16
    letterLower t latin 0.88
    letterLower t list 0.60
    letterLower t number -0.14
    letterLower u edge 0.16
    letterLower u number -0.31
    letterLower v edge 0.71
    letterLower w edge 0.24
    letterLower x latin 0.52
    letterLower x number -0.05
    letterLower y edge -0.42
    letterLower y latin 0.13
    letterLower y transpose 0.09
    letterLower z edge -0.47
    letterNext a additive 0.34
    letterNext a comma -0.19
    letterNext a equals -0.62
    letterNext a other 0.04
    letterNext b additive -0.54
    letterNext b comma -0.33
    letterNext b equals 0.13
    letterNext c edge 0.11
    letterNext c equals 0.16
    letterNext c latin -0.24
    letterNext c parentheses -0.52
    letterNext d additive 0.36
    letterNext d edge 0.61
    letterNext d equals 0.54
    letterNext d greek -0.56
    letterNext d latin -0.61
    letterNext d other 0.14
    letterNext d parentheses -0.39
    letterNext d transpose -0.57
    letterNext delta additive 0.30
    letterNext delta latin 0.10
    letterNext delta parentheses -0.87
    letterNext e comma -0.44
    letterNext e edge -0.07
    letterNext e equals 0.42
    letterNext e latin -0.09
    letterNext e order 0.51
    letterNext e parentheses 0.07
    letterNext f equals 0.25
    letterNext f parentheses -1.16
    letterNext g comma 0.43
    letterNext g edge 0.43
    letterNext g equals -0.37
    letterNext g latin 0.79
    letterNext g parentheses -0.84
    letterNext g times 0.24
    letterNext gamma edge -0.23
    letterNext gamma greek -0.82
    letterNext gamma parentheses 0.08
    letterNext h additive 0.49
    letterNext h comma 0.09
    letterNext h differential 0.09
    letterNext h latin 0.31
    letterNext h parentheses -0.52
    letterNext i additive 0.28
    letterNext i edge 0.33
    letterNext i greek -0.06
    letterNext i parentheses 1.41
    letterNext j additive 0.14
    letterNext j edge -0.44
    letterNext j latin 0.60
    letterNext j parentheses 0.55
    letterNext k latin 0.33
    letterNext k parentheses 0.36
    letterNext l latin -0.32
    letterNext lambda latin 0.11
    letterNext m equals -0.15
    letterNext m latin -0.05
    letterNext n equals 0.06
    letterNext n latin -0.16
    letterNext n parentheses 0.51
    letterNext o parentheses 0.85
    letterNext omega additive -0.14
    letterNext omega equals -0.60
    letterNext p additive 0.37
    letterNext p comma -0.45
    letterNext p edge -0.17
    letterNext p latin 0.17
    letterNext phi parentheses -0.34
    letterNext pi parentheses -0.94
    letterNext psi parentheses -0.76
    letterNext q additive -0.34
    letterNext q equals -0.18
    letterNext q latin -0.73
    letterNext q parentheses -0.12
    letterNext r latin 0.07
    letterNext s other -0.78
    letterNext s parentheses -0.08
    letterNext s times 0.18
    letterNext sigma additive 0.31
    letterNext sigma parentheses -1.00
    letterNext t equals -0.26
    letterNext t function 0.09
    letterNext t latin 0.55
    letterNext t parentheses 0.60
    letterNext t transpose 0.76
    letterNext theta edge -0.33
    letterNext theta parentheses 0.62
    letterNext u equals -0.14
    letterNext v parentheses 0.20
    letterNext w equals -0.07
    letterNext w parentheses -0.34
    letterNext w times 0.05
    letterNext x additive -0.58
    letterNext x comma 0.19
    letterNext x edge -0.25
    letterNext x equals 0.21
    letterNext x parentheses 0.17
    letterNext x times -0.11
    letterNext xi edge -0.14
    letterNext y equals -1.27
    letterNext y isIn 0.39
    letterNext y parentheses 0.24
    letterNext z edge -0.39
    letterNext z parentheses 0.10
    letterPrevious a big -0.46
    letterPrevious a differential 0.36
    letterPrevious a edge -0.08
    letterPrevious a equals -0.29
    letterPrevious a greek 0.15
    letterPrevious a latin 0.09
    letterPrevious a number -0.12
    letterPrevious a order -0.23
    letterPrevious b additive -0.39
    letterPrevious b comma -0.10
    letterPrevious b latin 0.42
    letterPrevious c additive 0.03
    letterPrevious c fraction 0.72
    letterPrevious c order 0.52
    letterPrevious d differential 0.11
    letterPrevious d edge -0.08
    letterPrevious d parentheses -0.71
    letterPrevious delta additive 0.22
    letterPrevious delta edge 0.36
    letterPrevious delta greek -0.63
    letterPrevious delta latin 0.23
    letterPrevious delta order -0.72
    letterPrevious e comma -0.16
    letterPrevious e latin -0.08
    letterPrevious f big 0.17
    letterPrevious f edge -0.38
    letterPrevious f equals 0.08
    letterPrevious f function -0.25
    letterPrevious f latin -0.05
    letterPrevious g equals -0.13
    letterPrevious g latin -0.14
    letterPrevious gamma comma -0.61
    letterPrevious h additive 0.11
    letterPrevious h comma -0.19
    letterPrevious h edge 0.25
    letterPrevious i additive -1.25
    letterPrevious i edge 0.09
    letterPrevious i latin 0.35
    letterPrevious j additive 0.11
    letterPrevious j edge -0.40
    letterPrevious j latin 0.39
    letterPrevious j order -0.06
    letterPrevious k additive 0.15
    letterPrevious k edge -0.13
    letterPrevious k latin -0.39
    letterPrevious k number 0.23
    letterPrevious k parentheses 0.21
    letterPrevious l equals 0.35
    letterPrevious l latin -0.10
    letterPrevious m additive -0.23
    letterPrevious m edge -0.06
    letterPrevious m equals -0.91
    letterPrevious n edge -0.10
    letterPrevious n latin 0.36
    letterPrevious n parentheses 0.23
    letterPrevious o edge 0.37
    letterPrevious omega additive -0.57
    letterPrevious omega comma 0.13
    letterPrevious omega edge 0.48
    letterPrevious omega latin -0.30
    letterPrevious p edge 0.05
    letterPrevious phi additive 0.33
    letterPrevious pi number -0.45
    letterPrevious psi function 0.07
    letterPrevious q comma 0.35
    letterPrevious q equals -0.37
    letterPrevious q greek 0.26
    letterPrevious r edge -0.05
    letterPrevious r greek -0.16
    letterPrevious r number 0.35
    letterPrevious sigma additive 0.23
    letterPrevious sigma comma -0.48
    letterPrevious sigma equals -0.38
    letterPrevious t edge -0.27
    letterPrevious t greek -0.17
    letterPrevious t latin 0.06
    letterPrevious u comma -0.10
    letterPrevious u latin 0.21
    letterPrevious u nabla -0.60
    letterPrevious v comma -0.83
    letterPrevious v equals 0.35
    letterPrevious v greek 0.74
    letterPrevious w big -0.40
    letterPrevious w comma -0.15
    letterPrevious w equals 0.16
    letterPrevious x additive -0.64
    letterPrevious x equals -0.21
    letterPrevious x function -1.25
    letterPrevious x latin 0.31
    letterPrevious x number -1.06
    letterPrevious y additive -1.30
    letterPrevious y big 0.28
    letterPrevious y comma 0.07
    letterPrevious y differential -0.19
    letterPrevious z additive -0.16
    letterPrevious z comma 0.51
    letterPrevious z equals -0.30
    letterPrimes a 0.12
    letterPrimes d 0.77
    letterPrimes gamma -0.08
    letterPrimes h 0.28
    letterPrimes p 0.44
    letterPrimes v -0.76
    letterRole a argument 0.44
    letterRole a brackets -0.75
    letterRole a parentheses -0.11
    letterRole a top 0.11
    letterRole a upper -0.23
    letterRole b argument 0.33
    letterRole b denominator -0.20
    letterRole b lower 0.19
    letterRole b parentheses -0.53
    letterRole c argument 0.17
    letterRole c braces 0.62
    letterRole c parentheses -0.14
    letterRole c radicand -0.21
    letterRole c top 0.22
    letterRole d argument 0.86
    letterRole d bars 0.60
    letterRole d brackets 0.27
    letterRole d denominator -0.05
    letterRole d numerator -1.41
    letterRole d top 0.06
    letterRole delta numerator 0.18
    letterRole delta top -0.14
    letterRole e argument 0.34
    letterRole e braces -0.35
    letterRole e brackets -0.16
    letterRole e lower -0.28
    letterRole e marked 0.32
    letterRole e numerator -0.08
    letterRole e parentheses 0.33
    letterRole f argument 0.32
    letterRole f braces 0.88
    letterRole f brackets -1.25
    letterRole f cell -0.11
    letterRole f lower 1.06
    letterRole g argument 0.29
    letterRole g cell 0.40
    letterRole g denominator -0.25
    letterRole g numerator -0.58
    letterRole g parentheses -0.91
    letterRole g radicand -0.14
    letterRole g top -0.12
    letterRole g upper 0.61
    letterRole gamma lower 0.82
    letterRole gamma parentheses -0.35
    letterRole h denominator 0.09
    letterRole h lower 0.04
    letterRole h parentheses -0.87
    letterRole h top -0.27
    letterRole h upper 0.75
    letterRole i argument 0.10
    letterRole i lower -0.97
    letterRole i parentheses 0.20
    letterRole i top 0.64
    letterRole j brackets 0.44
    letterRole j lower -1.08
    letterRole j lowerBound -0.05
    letterRole j top 0.58
    letterRole k bars 0.50
    letterRole k brackets -0.27
    letterRole k denominator 0.93
    letterRole k lower -0.90
    letterRole k numerator 1.40
    letterRole k upper -0.57
    letterRole l lower -0.60
    letterRole l parentheses 0.15
    letterRole l radicand 0.24
    letterRole lambda lower 0.77
    letterRole lambda top -0.79
    letterRole lambda upper 0.41
    letterRole m argument 0.36
    letterRole m bars -0.27
    letterRole m lower -0.16
    letterRole m numerator 0.26
    letterRole m parentheses 0.23
    letterRole m top 0.24
    letterRole n argument -0.17
    letterRole n brackets -0.20
    letterRole n denominator 0.55
    letterRole n lower -0.38
    letterRole n numerator 0.05
    letterRole n parentheses 0.07
    letterRole n upper 0.04
    letterRole o lower -0.56
    letterRole o top 0.27
    letterRole omega lower -0.38
    letterRole omega lowerBound 1.20
    letterRole omega top -0.41
    letterRole p argument 0.45
    letterRole p bars 0.95
    letterRole p braces 1.10
    letterRole p cell 0.42
    letterRole p parentheses -0.12
    letterRole phi top -0.12
    letterRole q denominator -0.19
    letterRole q lower -0.10
    letterRole q marked -0.30
    letterRole q top 0.17
    letterRole q upper -0.16
    letterRole r argument -0.25
    letterRole r bars 0.27
    letterRole r numerator 1.03
    letterRole r parentheses 0.07
    letterRole r top -0.31
    letterRole s argument -0.43
    letterRole s braces -0.39
    letterRole t argument -0.71
    letterRole t bars 0.82
    letterRole t denominator 0.13
    letterRole t lower -0.28
    letterRole t radicand 1.18
    letterRole t top -0.04
    letterRole t upper -0.46
    letterRole theta argument -0.34
    letterRole theta top -0.20
    letterRole u argument -0.05
    letterRole u bars -0.66
    letterRole u lower 0.58
    letterRole u top -0.28
    letterRole v argument -0.05
    letterRole v top 0.43
    letterRole w lower 0.76
    letterRole w parentheses -0.15
    letterRole w top 0.19
    letterRole x bars -0.31
    letterRole x brackets 0.55
    letterRole x denominator -1.15
    letterRole x lower 0.80
    letterRole x parentheses 0.37
    letterRole x radicand -0.19
    letterRole x top 0.18
    letterRole y argument 0.19
    letterRole y bars -0.18
    letterRole y lower 0.71
    letterRole y lowerBound 1.34
    letterUpper a latin -0.68
    letterUpper a minusOne 0.84
    letterUpper a number -0.97
    letterUpper b edge 0.08
    letterUpper c edge 0.12
    letterUpper c number -0.11
    letterUpper d edge -0.04
    letterUpper d number 0.55
    letterUpper e additive 1.92
    letterUpper e edge 2.04
    letterUpper e index -0.78
    letterUpper e number 0.73
    letterUpper e other -1.16
    letterUpper e sum -0.68
    letterUpper f edge 0.31
    letterUpper f latin -0.16
    letterUpper f other 0.43
    letterUpper f star -0.16
    letterUpper g minusOne -0.55
    letterUpper h edge 0.66
    letterUpper h minusOne -1.75
    letterUpper h number 0.59
    letterUpper j edge -0.70
    letterUpper l edge -0.04
    letterUpper l number 0.53
    letterUpper n edge 0.10
    letterUpper n other -0.10
    letterUpper omega latin -0.30
    letterUpper p additive -0.90
    letterUpper p edge 0.12
    letterUpper p latin -0.11
    letterUpper phi latin -0.13
    letterUpper pi edge -0.36
    letterUpper pi latin 1.22
    letterUpper r edge 0.38
    letterUpper s edge 0.61
    letterUpper s latin 0.97
    letterUpper sigma edge -0.27
    letterUpper sigma number -0.63
    letterUpper t star 0.84
    letterUpper theta edge -0.77
    letterUpper u edge -0.11
    letterUpper u latin 0.26
    letterUpper v number -0.39
    letterUpper w edge -0.10
    letterUpper x number -0.32
    letterUpper y edge -0.29
    letterUpper z latin 0.17
    lower accent 0.81
    lower additive 0.13
    lower differential -0.55
    lower edge -0.36
    lower function -0.54
    lower greek 0.07
    lower index -0.15
    lower infinity 0.16
    lower latin -0.16
    lower number -0.20
    lower one -0.44
    lower other 0.09
    lower star -0.31
    lower styled 1.06
    lower sum -0.43
    lower text 0.38
    next additive -0.44
    next bar 0.19
    next brackets 0.95
    next differential 0.08
    next isIn -1.03
    next one 0.54
    next other 0.15
    next parentheses 0.71
    next root -0.04
    next transpose -0.34
    next union 0.20
    previous additive -0.43
    previous bar 0.66
    previous big -0.27
    previous circled 0.04
    previous colon 0.27
    previous differential 0.27
    previous dots -0.05
    previous edge 0.17
    previous function -0.36
    previous nabla -0.08
    previous order -0.08
    previous other 0.06
    previous parentheses -0.33
    previous quantifier -0.61
    previous star 0.71
    previous transpose 0.40
    role bars 0.24
    role brackets 0.58
    role denominator -0.26
    role lower -0.08
    role marked 0.22
    role other -0.16
    role parentheses 0.07
    role top 0.33
    roleNext argument comma -0.16
    roleNext argument edge -0.37
    roleNext argument equals 1.34
    roleNext argument greek -0.39
    roleNext argument latin 0.23
    roleNext argument times 0.32
    roleNext bars comma 0.15
    roleNext braces comma 0.07
    roleNext braces edge 0.21
    roleNext cell equals -0.61
    roleNext cell greek 0.32
    roleNext denominator edge -0.04
    roleNext denominator latin -0.05
    roleNext lower additive -0.13
    roleNext lower comma -0.04
    roleNext lower latin -0.12
    roleNext lowerBound arrow -1.32
    roleNext lowerBound edge 1.20
    roleNext lowerBound equals -0.26
    roleNext marked comma 0.14
    roleNext marked edge 0.25
    roleNext marked greek 0.69
    roleNext marked latin 0.13
    roleNext marked parentheses -0.06
    roleNext numerator edge -0.30
    roleNext numerator greek -0.49
    roleNext parentheses additive 0.29
    roleNext parentheses comma -0.51
    roleNext parentheses edge 0.16
    roleNext parentheses greek 0.21
    roleNext parentheses parentheses 0.06
    roleNext radicand additive -0.09
    roleNext top accent 0.09
    roleNext top additive 0.38
    roleNext top arrow 0.42
    roleNext top bar 0.08
    roleNext top big 0.05
    roleNext top brackets 0.37
    roleNext top comma -0.05
    roleNext top edge 0.29
    roleNext top equals 0.25
    roleNext top greek -0.04
    roleNext top order -0.27
    roleNext top parentheses -0.09
    roleNext top text -0.44
    roleNext top transpose -0.53
    roleNext top union 0.10
    roleNext upper edge -0.22
    roleNext upper greek -0.07
    roleNext upper latin -0.53
    rolePrevious argument edge -0.16
    rolePrevious argument function -0.08
    rolePrevious argument greek 0.06
    rolePrevious argument latin -0.07
    rolePrevious argument number 0.20
    rolePrevious argument times 0.42
    rolePrevious bars edge 0.21
    rolePrevious cell additive 0.04
    rolePrevious denominator additive -0.14
    rolePrevious denominator edge -0.26
    rolePrevious denominator partial -0.77
    rolePrevious lower additive -0.49
    rolePrevious lower comma -0.33
    rolePrevious lower edge 0.06
    rolePrevious lower number -0.23
    rolePrevious lower transpose -0.09
    rolePrevious lowerBound arrow -3.28
    rolePrevious marked edge 0.17
    rolePrevious numerator additive -0.35
    rolePrevious numerator differential -0.43
    rolePrevious numerator edge -0.41
    rolePrevious numerator latin 0.34
    rolePrevious numerator root 1.21
    rolePrevious parentheses additive 0.30
    rolePrevious parentheses comma -0.41
    rolePrevious parentheses edge 0.16
    rolePrevious parentheses latin 0.40
    rolePrevious parentheses number -0.37
    rolePrevious parentheses partial 0.24
    rolePrevious radicand edge 0.28
    rolePrevious radicand latin -0.10
    rolePrevious top accent 0.99
    rolePrevious top additive 0.17
    rolePrevious top arrow 0.46
    rolePrevious top colon 0.05
    rolePrevious top comma -0.17
    rolePrevious top differential 0.24
    rolePrevious top edge 0.08
    rolePrevious top equals 0.09
    rolePrevious top fraction -0.19
    rolePrevious top greek 0.09
    rolePrevious top integral -0.67
    rolePrevious top latin -0.06
    rolePrevious top other 0.46
    rolePrevious upper comma 0.73
    rolePrevious upper edge -0.55
    rolePrevious upper latin -0.26
    rolePrevious upperBound edge -0.42
    same hasCoefficient brackets -0.75
    same hasCoefficient cell -0.38
    same hasCoefficient parentheses -0.09
    same hasCoefficient top -0.89
    same hasCoefficient upperBound -0.28
    same hasIndex argument 0.53
    same hasIndex braces -0.24
    same hasIndex brackets 0.13
    same hasIndex denominator 0.79
    same hasIndex lower 0.36
    same hasIndex marked 0.11
    same hasIndex numerator 0.68
    same hasIndex parentheses 0.30
    same hasIndex top 0.21
    same hasPrime argument 0.08
    same hasPrime lower 0.47
    same hasPrime parentheses 0.29
    same hasPrime upper 2.43
    same isArgument bars -0.31
    same isArgument braces -0.46
    same isArgument denominator -0.09
    same isArgument marked -0.42
    same isArgument numerator -0.74
    same isArgument parentheses -0.34
    same isArgument top -0.43
    same isArgument upper -0.39
    same isArgument upperBound -0.57
    same isBound argument -0.73
    same isBound denominator -0.52
    same isBound lower -0.44
    same isBound parentheses -0.80
    same isBound upperBound 0.63
    same isDefined bars 0.18
    same isDefined braces -0.21
    same isDefined brackets 0.06
    same isDefined lower -0.30
    same isDefined lowerBound -1.71
    same isDefined marked 0.21
    same isDefined parentheses 0.44
    same isDefined top 0.05
    same isExponent argument -0.92
    same isExponent brackets -0.09
    same isExponent denominator -0.16
    same isExponent lowerBound -0.39
    same isExponent parentheses -0.20
    same isExponent top -0.62
    same isFunction braces -0.26
    same isFunction brackets 0.11
    same isFunction cell 0.12
    same isFunction top 0.28
    same isFunction upper 0.14
    same isFunction upperBound -0.26
    same isIndex denominator 0.15
    same isIndex lowerBound -0.46
    same isIndex parentheses 0.06
    same isIndex top 0.11
    same isIndex upper 0.28
    same isMember brackets 0.89
    same isMember lowerBound 0.48
    same isMember top -0.56
    same isSet argument 0.88
    same isSet lower 1.09
    same isSet lowerBound 0.18
    same isSet top 0.77
    same isVariable argument -0.63
    same isVariable denominator -0.22
    same isVariable lower 0.28
    same isVariable marked 0.05
    same isVariable parentheses -1.10
    same isVariable top -0.97
    upper additive 0.29
    upper brackets 0.43
    upper edge -0.70
    upper fraction -1.18
    upper index -0.16
    upper latin -0.15
    upper list 0.34
    upper number -0.79
    upper star -0.04
    upper sum -0.42
    upper text 0.10
    variety 1 -0.07
    variety 2 -0.08
    variety 5 0.07
    variety 6 -0.11
    variety 7 0.10
    variety 8 0.42
    """
}
